import type { BinaryOperator, Expression, IsTest } from './ast.ts';
import { refused, syntaxError } from './errors.ts';
import { argumentCounts, isAggregate } from './function-names.ts';
import { parseSelect } from './parse-select.ts';
import { caseOf, comprehension, quantified } from './parse-words.ts';
import { ahead, expect, fail, isName, listOf, name, next, peek, type Tokens, take } from './tokens.ts';

// Precedences of the grammar, lowest first; comparisons do not associate, so that a = b = c is an error.
const levels: { readonly [sign: string]: { readonly level: number; readonly single?: true } } = {
  OR: { level: 1 },
  AND: { level: 2 },
  '=': { level: 4, single: true },
  '==': { level: 4, single: true },
  '!=': { level: 4, single: true },
  '<>': { level: 4, single: true },
  '<': { level: 5, single: true },
  '<=': { level: 5, single: true },
  '>': { level: 5, single: true },
  '>=': { level: 5, single: true },
  LIKE: { level: 6, single: true },
  BETWEEN: { level: 8, single: true },
  IN: { level: 9, single: true },
  IS: { level: 11, single: true },
  '||': { level: 13 },
  '+': { level: 14 },
  '-': { level: 14 },
  '*': { level: 15 },
  '/': { level: 15 },
  '%': { level: 15 },
};
const notLevel = 3;
const existsLevel = 10;
const arithmeticLevel = 13;

/** An expression; operators below `least` are left to the caller. */
export function parseExpression(tokens: Tokens, least = 0): Expression {
  let left = prefix(tokens);
  let limit = Number.POSITIVE_INFINITY;
  for (;;) {
    const token = peek(tokens);
    if (token.kind !== 'reserved' && token.kind !== 'sign') return left;
    const negated = token.text === 'NOT';
    const operator = negated ? peek(tokens, 1).text : token.text;
    if (negated && !['BETWEEN', 'LIKE', 'IN'].includes(operator)) return left;
    const found = levels[operator];
    if (found === undefined || found.level < least) return left;
    if (found.level >= limit) fail(tokens);
    if (negated) next(tokens);
    next(tokens);
    const made = binary(tokens, operator, left, found.level);
    left = negated ? { kind: 'not', of: made } : made;
    limit = found.single ? found.level : Number.POSITIVE_INFINITY;
  }
}

function prefix(tokens: Tokens): Expression {
  if (take(tokens, 'NOT')) return { kind: 'not', of: parseExpression(tokens, notLevel) };
  if (take(tokens, 'EXISTS')) return { kind: 'exists', of: parseExpression(tokens, existsLevel) };
  return path(tokens, primary(tokens));
}

function binary(tokens: Tokens, operator: string, left: Expression, level: number): Expression {
  switch (operator) {
    case 'IS':
      return isTest(tokens, left);
    case 'BETWEEN': {
      const low = parseExpression(tokens, arithmeticLevel);
      expect(tokens, 'AND');
      return { kind: 'between', of: left, low, high: parseExpression(tokens, arithmeticLevel) };
    }
    case 'IN':
      return { kind: 'in', of: left, list: parseExpression(tokens, level + 1) };
    case 'LIKE': {
      const pattern = parseExpression(tokens, level + 1);
      if (ahead(tokens, 'ESCAPE')) throw refused('ESCAPE');
      return { kind: 'like', of: left, pattern };
    }
    default: {
      const same: { readonly [sign: string]: BinaryOperator } = {
        '==': '=',
        '<>': '!=',
        AND: 'and',
        OR: 'or',
      };
      return {
        kind: 'binary',
        operator: same[operator] ?? (operator as BinaryOperator),
        left,
        right: parseExpression(tokens, level + 1),
      };
    }
  }
}

function isTest(tokens: Tokens, of: Expression): Expression {
  const negated = take(tokens, 'NOT');
  const test = (what: IsTest, not: boolean): Expression => ({ kind: 'is', of, what, negated: not });
  if (take(tokens, 'NULL')) return test('null', negated);
  if (take(tokens, 'MISSING')) return test('missing', negated);
  if (take(tokens, 'VALUED') || take(tokens, 'KNOWN')) return test('valued', negated);
  if (take(tokens, 'UNKNOWN')) return test('valued', !negated);
  return fail(tokens);
}

/** What follows an expression with the tightest binding: fields, elements and slices. */
function path(tokens: Tokens, start: Expression): Expression {
  let of = start;
  for (;;) {
    if (take(tokens, '.')) {
      if (ahead(tokens, '*')) {
        tokens.at -= 1;
        return of;
      }
      if (take(tokens, '[')) {
        of = { kind: 'dynamicField', of, name: parseExpression(tokens) };
        expect(tokens, ']');
      } else {
        of = { kind: 'field', of, name: name(tokens) };
        if (ahead(tokens, '(')) throw refused('functions of a scope');
      }
    } else if (take(tokens, '[')) {
      of = elementOf(tokens, of);
    } else {
      return of;
    }
  }
}

function elementOf(tokens: Tokens, of: Expression): Expression {
  if (ahead(tokens, '*')) throw refused('[*]');
  if (take(tokens, ':')) {
    if (take(tokens, ']')) return { kind: 'slice', of };
    const to = parseExpression(tokens);
    expect(tokens, ']');
    return { kind: 'slice', of, to };
  }
  const index = parseExpression(tokens);
  if (take(tokens, ']')) return { kind: 'element', of, index };
  expect(tokens, ':');
  if (take(tokens, ']')) return { kind: 'slice', of, from: index };
  const to = parseExpression(tokens);
  expect(tokens, ']');
  return { kind: 'slice', of, from: index, to };
}

function primary(tokens: Tokens): Expression {
  const token = next(tokens);
  switch (token.kind) {
    case 'string':
      return { kind: 'literal', value: token.text };
    case 'number':
      return { kind: 'literal', value: Number(token.text) };
    case 'parameter':
      return { kind: 'parameter', name: token.text };
    case 'name':
      return ahead(tokens, '(') ? call(tokens, token.text) : { kind: 'name', name: token.text };
    case 'sign':
      return bySign(tokens, token.text);
    case 'reserved':
      return byWord(tokens, token.text);
    default:
      return fail(tokens, token);
  }
}

function bySign(tokens: Tokens, sign: string): Expression {
  switch (sign) {
    case '(': {
      if (ahead(tokens, 'SELECT')) {
        const select = parseSelect(tokens);
        expect(tokens, ')');
        return { kind: 'subquery', select };
      }
      const inner = parseExpression(tokens);
      expect(tokens, ')');
      return inner;
    }
    case '[': {
      const items = ahead(tokens, ']') ? [] : listOf(tokens, parseExpression1);
      expect(tokens, ']');
      return { kind: 'array', items };
    }
    case '{': {
      const members = ahead(tokens, '}') ? [] : listOf(tokens, member);
      expect(tokens, '}');
      return { kind: 'object', members };
    }
    case '-': {
      const of = path(tokens, primary(tokens));
      return of.kind === 'literal' && typeof of.value === 'number'
        ? { kind: 'literal', value: -of.value }
        : { kind: 'minus', of };
    }
    default:
      tokens.at -= 1;
      return fail(tokens);
  }
}

function parseExpression1(tokens: Tokens): Expression {
  return parseExpression(tokens);
}

function member(tokens: Tokens): readonly [Expression, Expression] {
  const key = parseExpression(tokens);
  if (take(tokens, ':')) return [key, parseExpression(tokens)];
  const given = take(tokens, 'AS') ? name(tokens) : impliedName(key);
  if (given === undefined) throw syntaxError('Object member missing name or value');
  return [{ kind: 'literal', value: given }, key];
}

/** The name a term has where no alias is said: the last part of its path. */
export function impliedName(of: Expression): string | undefined {
  return of.kind === 'name' || of.kind === 'field' ? of.name : undefined;
}

function byWord(tokens: Tokens, word: string): Expression {
  switch (word) {
    case 'NULL':
      return { kind: 'literal', value: null };
    case 'MISSING':
      return { kind: 'literal', value: undefined };
    case 'TRUE':
      return { kind: 'literal', value: true };
    case 'FALSE':
      return { kind: 'literal', value: false };
    case 'CASE':
      return caseOf(tokens);
    case 'ANY':
    case 'SOME': {
      const both = take(tokens, 'AND', 'EVERY');
      return quantified(tokens, both ? 'any and every' : 'any');
    }
    case 'EVERY':
      return quantified(tokens, 'every');
    case 'ARRAY':
    case 'FIRST':
      return comprehension(tokens, word === 'ARRAY' ? 'array' : 'first');
    case 'FLATTEN_KEYS':
      tokens.at -= 1;
      throw refused('FLATTEN_KEYS outside of an array key of an index');
    default:
      tokens.at -= 1;
      return fail(tokens);
  }
}

function call(tokens: Tokens, written: string): Expression {
  const called = written.toUpperCase();
  expect(tokens, '(');
  if (isAggregate(called)) return aggregate(tokens, called);
  const counts = argumentCounts(called);
  if (counts === undefined) throw syntaxError(`Invalid function ${written}`);
  const args = ahead(tokens, ')') ? [] : listOf(tokens, parseExpression1);
  expect(tokens, ')');
  if (args.length < counts[0] || args.length > counts[1]) {
    throw syntaxError(`Number of arguments to function ${written} must be between ${counts.join(' and ')}.`);
  }
  return { kind: 'call', name: called, args };
}

function aggregate(tokens: Tokens, called: string): Expression {
  if (take(tokens, '*', ')')) {
    if (called !== 'COUNT') throw syntaxError(`Invalid aggregate function ${called}(*).`);
    return noModifiers(tokens, { kind: 'aggregate', name: called, distinct: false });
  }
  const distinct = take(tokens, 'DISTINCT');
  const of = parseExpression(tokens);
  expect(tokens, ')');
  return noModifiers(tokens, { kind: 'aggregate', name: called, distinct, of });
}

function noModifiers(tokens: Tokens, of: Expression): Expression {
  if (ahead(tokens, 'FILTER') || ahead(tokens, 'OVER')) throw refused('FILTER and OVER');
  return of;
}

/** Whether an alias comes next, with AS or without. */
export function alias(tokens: Tokens): string | undefined {
  if (take(tokens, 'AS')) return name(tokens);
  return isName(tokens) ? name(tokens) : undefined;
}
