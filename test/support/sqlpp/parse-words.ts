import type { Binding, Expression } from './ast.ts';
import { refused } from './errors.ts';
import { parseExpression } from './parse-expression.ts';
import { ahead, expect, fail, listOf, name, type Tokens, take } from './tokens.ts';

export function caseOf(tokens: Tokens): Expression {
  const of = ahead(tokens, 'WHEN') ? undefined : parseExpression(tokens);
  const branches: [Expression, Expression][] = [];
  while (take(tokens, 'WHEN')) {
    const when = parseExpression(tokens);
    expect(tokens, 'THEN');
    branches.push([when, parseExpression(tokens)]);
  }
  if (branches.length === 0) fail(tokens);
  const otherwise = take(tokens, 'ELSE') ? parseExpression(tokens) : undefined;
  expect(tokens, 'END');
  return {
    kind: 'case',
    branches,
    ...(of !== undefined && { of }),
    ...(otherwise !== undefined && { otherwise }),
  };
}

function binding(tokens: Tokens): Binding {
  const bound = name(tokens);
  if (ahead(tokens, 'WITHIN')) throw refused('WITHIN');
  if (ahead(tokens, ':')) throw refused('bindings of names and values');
  expect(tokens, 'IN');
  return { name: bound, over: parseExpression(tokens) };
}

export function quantified(tokens: Tokens, quantifier: 'any' | 'every' | 'any and every'): Expression {
  const bindings = listOf(tokens, binding);
  expect(tokens, 'SATISFIES');
  const condition = parseExpression(tokens);
  expect(tokens, 'END');
  return { kind: 'quantified', quantifier, bindings, condition };
}

export function comprehension(
  tokens: Tokens,
  form: 'array' | 'first',
  result = parseExpression(tokens),
): Expression & { kind: 'comprehension' } {
  expect(tokens, 'FOR');
  const bindings = listOf(tokens, binding);
  const when = take(tokens, 'WHEN') ? parseExpression(tokens) : undefined;
  expect(tokens, 'END');
  return { kind: 'comprehension', form, result, bindings, ...(when !== undefined && { when }) };
}
