import type {
  Expression,
  From,
  FromTerm,
  JoinTerm,
  KeyspacePath,
  KeyspaceTerm,
  Projection,
  ResultTerm,
  Select,
  SelectCore,
  SortTerm,
} from './ast.ts';
import { refused, syntaxError } from './errors.ts';
import { alias, parseExpression } from './parse-expression.ts';
import { ahead, expect, fail, isName, listOf, name, next, peek, type Tokens, take } from './tokens.ts';

/** A whole SELECT: what UNION ALL joins, with its order and limits. */
export function parseSelect(tokens: Tokens): Select {
  const cores = [core(tokens)];
  while (take(tokens, 'UNION')) {
    if (!take(tokens, 'ALL')) throw refused('UNION without ALL');
    cores.push(ahead(tokens, '(') ? inParentheses(tokens) : core(tokens));
  }
  if (ahead(tokens, 'INTERSECT') || ahead(tokens, 'EXCEPT')) throw refused(peek(tokens).text);
  const orderBy = take(tokens, 'ORDER', 'BY') ? listOf(tokens, sortTerm) : [];
  let limit: Expression | undefined;
  let offset: Expression | undefined;
  if (take(tokens, 'LIMIT')) {
    limit = parseExpression(tokens);
    if (take(tokens, 'OFFSET')) offset = parseExpression(tokens);
  } else if (take(tokens, 'OFFSET')) {
    offset = parseExpression(tokens);
    if (take(tokens, 'LIMIT')) limit = parseExpression(tokens);
  }
  return { cores, orderBy, ...(limit && { limit }), ...(offset && { offset }) };
}

/** A part of a UNION ALL that stands in parentheses: nothing but one SELECT, no order of its own. */
function inParentheses(tokens: Tokens): SelectCore {
  expect(tokens, '(');
  const inner = parseSelect(tokens);
  expect(tokens, ')');
  const only = inner.cores[0]!;
  if (inner.cores.length > 1 || inner.orderBy.length > 0 || inner.limit || inner.offset) {
    throw refused('ORDER BY, LIMIT and UNION within a part of a UNION ALL');
  }
  return only;
}

function core(tokens: Tokens): SelectCore {
  if (!take(tokens, 'SELECT')) fail(tokens);
  const distinct = take(tokens, 'DISTINCT');
  if (!distinct) take(tokens, 'ALL');
  const projection = parseProjection(tokens);
  if (ahead(tokens, 'EXCLUDE')) throw refused('EXCLUDE');
  const from = take(tokens, 'FROM') ? parseFrom(tokens) : undefined;
  const lets = take(tokens, 'LET') ? listOf(tokens, letTerm) : [];
  const where = take(tokens, 'WHERE') ? parseExpression(tokens) : undefined;
  let groupBy: SelectCore['groupBy'];
  let having: Expression | undefined;
  if (take(tokens, 'GROUP')) {
    expect(tokens, 'BY');
    groupBy = listOf(tokens, groupTerm);
    if (ahead(tokens, 'LETTING') || ahead(tokens, 'GROUP')) throw refused('LETTING and GROUP AS');
    if (take(tokens, 'HAVING')) having = parseExpression(tokens);
  }
  return {
    distinct,
    projection,
    lets,
    ...(from && { from }),
    ...(where && { where }),
    ...(groupBy && { groupBy }),
    ...(having && { having }),
  };
}

/** What a SELECT or RETURNING gives. */
export function parseProjection(tokens: Tokens): Projection {
  if (take(tokens, 'RAW') || take(tokens, 'VALUE') || take(tokens, 'ELEMENT')) {
    const of = parseExpression(tokens);
    // The language lets a raw result have a name that means nothing.
    alias(tokens);
    return { kind: 'raw', of };
  }
  return { kind: 'terms', terms: listOf(tokens, resultTerm) };
}

function resultTerm(tokens: Tokens): ResultTerm {
  if (take(tokens, '*')) return { star: true };
  const of = parseExpression(tokens);
  if (take(tokens, '.')) {
    expect(tokens, '*');
    return { of, star: true };
  }
  const given = alias(tokens);
  return { of, star: false, ...(given !== undefined && { alias: given }) };
}

function letTerm(tokens: Tokens): { name: string; of: Expression } {
  const given = name(tokens);
  expect(tokens, '=');
  return { name: given, of: parseExpression(tokens) };
}

function groupTerm(tokens: Tokens): { of: Expression; alias?: string } {
  const of = parseExpression(tokens);
  const given = alias(tokens);
  return { of, ...(given !== undefined && { alias: given }) };
}

function sortTerm(tokens: Tokens): SortTerm {
  const of = parseExpression(tokens);
  const descending = take(tokens, 'DESC');
  if (!descending) take(tokens, 'ASC');
  if (!take(tokens, 'NULLS')) return { of, descending };
  const first = take(tokens, 'FIRST');
  if (!first) expect(tokens, 'LAST');
  return { of, descending, nulls: first ? 'first' : 'last' };
}

function parseFrom(tokens: Tokens): From {
  const term = parseFromTerm(tokens);
  const joins: JoinTerm[] = [];
  for (;;) {
    if (ahead(tokens, ',') || ahead(tokens, 'NEST') || ahead(tokens, 'RIGHT')) {
      throw refused('comma joins, NEST and RIGHT JOIN');
    }
    const left = take(tokens, 'LEFT');
    if (left) take(tokens, 'OUTER');
    else take(tokens, 'INNER');
    if (take(tokens, 'UNNEST')) {
      joins.push(unnest(tokens, left));
    } else if (take(tokens, 'JOIN')) {
      joins.push(join(tokens, left));
    } else {
      if (left) fail(tokens);
      return { term, joins };
    }
  }
}

function unnest(tokens: Tokens, left: boolean): JoinTerm {
  const of = parseExpression(tokens);
  const given = alias(tokens) ?? (of.kind === 'field' ? of.name : undefined);
  if (given === undefined) throw syntaxError('UNNEST term must have a name or alias');
  return { kind: 'unnest', left, of, alias: given };
}

function join(tokens: Tokens, left: boolean): JoinTerm {
  if (ahead(tokens, 'LATERAL')) throw refused('LATERAL');
  const term = parseFromTerm(tokens);
  expect(tokens, 'ON');
  take(tokens, 'PRIMARY');
  if (ahead(tokens, 'KEY')) throw refused('index joins with ON KEY ... FOR');
  if (!take(tokens, 'KEYS')) return { kind: 'ansi', left, term, on: parseExpression(tokens) };
  if (term.kind !== 'keyspace') throw syntaxError('JOIN must be done on a keyspace');
  return { kind: 'lookup', left, term, keys: parseExpression(tokens) };
}

/** A term of FROM, JOIN or MERGE ... USING. */
export function parseFromTerm(tokens: Tokens): FromTerm {
  if (startsWithPath(tokens)) return parseKeyspaceTerm(tokens);
  const of = parseExpression(tokens);
  const given = alias(tokens);
  if (ahead(tokens, 'USE')) throw syntaxError('FROM Expression cannot have USE KEYS or USE INDEX.');
  if (of.kind === 'subquery') {
    if (given === undefined) throw syntaxError('Subquery in FROM clause must have an alias.');
    return { kind: 'subquery', select: of.select, alias: given };
  }
  if (given === undefined) throw syntaxError('FROM expression term must have a name or alias');
  return { kind: 'expression', of, alias: given };
}

/** Names with dots between them, or a namespace: whether of a keyspace or of a variable is seen when names are. */
function startsWithPath(tokens: Tokens): boolean {
  if (ahead(tokens, 'SYSTEM')) return true;
  if (!isName(tokens)) return false;
  let place = 1;
  const sign = (text: string) => peek(tokens, place).kind === 'sign' && peek(tokens, place).text === text;
  if (sign(':')) return true;
  while (sign('.') && peek(tokens, place + 1).kind === 'name') place += 2;
  return !sign('(') && !sign('[') && !sign('.');
}

/** A path to a keyspace: `collection`, `bucket.scope.collection`, either after `default:`, or `system:name`. */
export function parsePath(tokens: Tokens): KeyspacePath {
  const system = take(tokens, 'SYSTEM');
  if (system) expect(tokens, ':');
  else if (isName(tokens) && peek(tokens, 1).kind === 'sign' && peek(tokens, 1).text === ':') {
    const namespace = next(tokens).text;
    if (namespace !== 'default') throw syntaxError(`Namespace not found: ${namespace}`);
    next(tokens);
  }
  const parts = [name(tokens)];
  while (take(tokens, '.')) parts.push(name(tokens));
  return { parts, system };
}

/** A keyspace with its alias and what it says to use. */
export function parseKeyspaceTerm(tokens: Tokens): KeyspaceTerm {
  const path = parsePath(tokens);
  const given = alias(tokens) ?? path.parts.at(-1)!;
  const use = parseUse(tokens);
  return { kind: 'keyspace', path, alias: given, ...use };
}

export function parseUse(tokens: Tokens): { keys?: Expression; indexes?: readonly string[] } {
  if (!take(tokens, 'USE')) return {};
  take(tokens, 'PRIMARY');
  if (take(tokens, 'KEYS')) {
    if (ahead(tokens, 'VALIDATE')) throw refused('USE KEYS VALIDATE');
    return { keys: parseExpression(tokens) };
  }
  if (!take(tokens, 'INDEX')) throw refused('hints of joins');
  expect(tokens, '(');
  const indexes = listOf(tokens, inner => {
    const index = name(inner);
    if (take(inner, 'USING')) expect(inner, 'GSI');
    return index;
  });
  expect(tokens, ')');
  return { indexes };
}
