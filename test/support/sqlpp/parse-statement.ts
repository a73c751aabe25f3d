import type { Assignment, Expression, IndexKey, MergeActions, Projection, Statement } from './ast.ts';
import { refused, syntaxError } from './errors.ts';
import { parseExpression } from './parse-expression.ts';
import { parseIndexKey } from './parse-index.ts';
import { parseFromTerm, parseKeyspaceTerm, parsePath, parseProjection, parseSelect } from './parse-select.ts';
import { ahead, expect, fail, listOf, name, peek, read, type Tokens, take } from './tokens.ts';
import type { Value } from './values.ts';

/** One statement. Error 3000 for what is none, or none that is known here. */
export function parse(text: string): Statement {
  const tokens = read(text);
  const statement = parseStatement(tokens);
  while (take(tokens, ';'));
  if (peek(tokens).kind !== 'end') fail(tokens);
  return statement;
}

function parseStatement(tokens: Tokens): Statement {
  if (ahead(tokens, 'SELECT')) return { kind: 'select', select: parseSelect(tokens) };
  if (take(tokens, 'PREPARE')) return prepare(tokens);
  if (take(tokens, 'INSERT', 'INTO')) return insert(tokens, 'insert');
  if (take(tokens, 'UPSERT', 'INTO')) return insert(tokens, 'upsert');
  if (take(tokens, 'UPDATE')) return update(tokens);
  if (take(tokens, 'DELETE', 'FROM')) return remove(tokens);
  if (take(tokens, 'MERGE', 'INTO')) return merge(tokens);
  if (take(tokens, 'CREATE')) return createIndex(tokens);
  if (take(tokens, 'BUILD', 'INDEX', 'ON')) return buildIndex(tokens);
  if (take(tokens, 'DROP')) return dropIndex(tokens);
  return fail(tokens);
}

function prepare(tokens: Tokens): Statement {
  take(tokens, 'FORCE');
  let given: string | undefined;
  const named =
    ['name', 'string'].includes(peek(tokens).kind) && ['AS', 'FROM'].includes(peek(tokens, 1).text);
  if (named) {
    given = peek(tokens).text;
    tokens.at += 2;
  }
  const text = tokens.text.slice(peek(tokens).at);
  const statement = parseStatement(tokens);
  return { kind: 'prepare', text, statement, ...(given !== undefined && { name: given }) };
}

function returning(tokens: Tokens): { returning?: Projection } {
  return take(tokens, 'RETURNING') ? { returning: parseProjection(tokens) } : {};
}

function where(tokens: Tokens): { where?: Expression } {
  return take(tokens, 'WHERE') ? { where: parseExpression(tokens) } : {};
}

function limit(tokens: Tokens): { limit?: Expression } {
  return take(tokens, 'LIMIT') ? { limit: parseExpression(tokens) } : {};
}

function insert(tokens: Tokens, mode: 'insert' | 'upsert'): Statement {
  const into = parseKeyspaceTerm(tokens);
  if (ahead(tokens, '(') && !ahead(tokens, '(', 'KEY', ',')) {
    expect(tokens, '(');
    const { key, value } = keyAndValue(tokens);
    expect(tokens, ')');
    const select = parseSelect(tokens);
    return {
      kind: 'insert',
      mode,
      into,
      from: { key, select, ...(value && { value }) },
      ...returning(tokens),
    };
  }
  if (take(tokens, '(', 'KEY', ',')) expect(tokens, 'VALUE', ')');
  const values: { key: Expression; value: Expression }[] = [];
  if (!ahead(tokens, 'VALUES')) fail(tokens);
  do {
    take(tokens, 'VALUES');
    values.push(pair(tokens));
  } while (take(tokens, ','));
  return { kind: 'insert', mode, into, values, ...returning(tokens) };
}

function pair(tokens: Tokens): { key: Expression; value: Expression } {
  expect(tokens, '(');
  const key = parseExpression(tokens);
  expect(tokens, ',');
  const value = parseExpression(tokens);
  if (ahead(tokens, ',')) throw refused('options of documents');
  expect(tokens, ')');
  return { key, value };
}

function keyAndValue(tokens: Tokens): { key: Expression; value?: Expression } {
  take(tokens, 'PRIMARY');
  expect(tokens, 'KEY');
  const key = parseExpression(tokens);
  if (!take(tokens, ',')) return { key };
  if (ahead(tokens, 'OPTIONS')) throw refused('options of documents');
  expect(tokens, 'VALUE');
  const value = parseExpression(tokens);
  if (ahead(tokens, ',')) throw refused('options of documents');
  return { key, value };
}

function update(tokens: Tokens): Statement {
  const term = parseKeyspaceTerm(tokens);
  const { set, unset } = changes(tokens);
  return {
    kind: 'update',
    term,
    set,
    unset,
    ...where(tokens),
    ...limit(tokens),
    ...returning(tokens),
  };
}

function changes(tokens: Tokens): { set: Assignment[]; unset: Expression[] } {
  const set = take(tokens, 'SET') ? listOf(tokens, assignment) : [];
  const unset = take(tokens, 'UNSET') ? listOf(tokens, changedPath) : [];
  if (set.length + unset.length === 0) fail(tokens);
  return { set, unset };
}

function assignment(tokens: Tokens): Assignment {
  const path = changedPath(tokens);
  expect(tokens, '=');
  const value = parseExpression(tokens);
  if (ahead(tokens, 'FOR')) throw refused('SET ... FOR');
  return { path, value };
}

/** A path to what is set or unset: names with dots, and elements. */
function changedPath(tokens: Tokens): Expression {
  let path: Expression = { kind: 'name', name: name(tokens) };
  for (;;) {
    if (ahead(tokens, '(')) throw refused('changes of META()');
    if (take(tokens, '.')) {
      if (take(tokens, '[')) {
        path = { kind: 'dynamicField', of: path, name: parseExpression(tokens) };
        expect(tokens, ']');
      } else path = { kind: 'field', of: path, name: name(tokens) };
    } else if (take(tokens, '[')) {
      path = { kind: 'element', of: path, index: parseExpression(tokens) };
      expect(tokens, ']');
    } else return path;
  }
}

function remove(tokens: Tokens): Statement {
  const term = parseKeyspaceTerm(tokens);
  const filter = where(tokens);
  const most = limit(tokens);
  const offset = take(tokens, 'OFFSET') ? { offset: parseExpression(tokens) } : {};
  return { kind: 'delete', term, ...filter, ...most, ...offset, ...returning(tokens) };
}

function merge(tokens: Tokens): Statement {
  const into = parseKeyspaceTerm(tokens);
  if (into.keys) throw syntaxError('Keyspace reference cannot have USE KEYS hint in MERGE statement');
  expect(tokens, 'USING');
  const source = parseFromTerm(tokens);
  expect(tokens, 'ON');
  const byKey = take(tokens, 'KEY') || take(tokens, 'PRIMARY', 'KEY');
  const on = parseExpression(tokens);
  const actions = mergeActions(tokens, byKey);
  return { kind: 'merge', into, source, byKey, on, actions, ...limit(tokens), ...returning(tokens) };
}

/** In the order of the grammar: UPDATE, then DELETE, then INSERT, each at most once. */
function mergeActions(tokens: Tokens, byKey: boolean): MergeActions {
  const actions: { -readonly [name in keyof MergeActions]: MergeActions[name] } = {};
  if (take(tokens, 'WHEN', 'MATCHED', 'THEN', 'UPDATE'))
    actions.update = { ...changes(tokens), ...where(tokens) };
  if (take(tokens, 'WHEN', 'MATCHED', 'THEN', 'DELETE')) actions.remove = where(tokens);
  if (take(tokens, 'WHEN', 'NOT', 'MATCHED', 'THEN', 'INSERT')) {
    actions.insert = {
      ...(byKey ? { value: parseExpression(tokens) } : mergePair(tokens)),
      ...where(tokens),
    };
  }
  return actions;
}

function mergePair(tokens: Tokens): { key: Expression; value: Expression } {
  if (!ahead(tokens, '(', 'KEY') && !ahead(tokens, '(', 'PRIMARY')) return pair(tokens);
  expect(tokens, '(');
  const { key, value } = keyAndValue(tokens);
  expect(tokens, ')');
  return { key, value: value ?? { kind: 'literal', value: null } };
}

function createIndex(tokens: Tokens): Statement {
  const primary = take(tokens, 'PRIMARY');
  expect(tokens, 'INDEX');
  const unnamed = primary && (ahead(tokens, 'ON') || ahead(tokens, 'IF'));
  const given = unnamed ? '#primary' : name(tokens);
  const ifNotExists = take(tokens, 'IF', 'NOT', 'EXISTS');
  expect(tokens, 'ON');
  const on = parsePath(tokens);
  let keys: IndexKey[] = [];
  let filter: { where?: Expression } = {};
  if (!primary) {
    expect(tokens, '(');
    keys = listOf(tokens, parseIndexKey);
    expect(tokens, ')');
    if (ahead(tokens, 'PARTITION')) throw refused('PARTITION BY');
    filter = where(tokens);
  }
  if (take(tokens, 'USING')) expect(tokens, 'GSI');
  const options = take(tokens, 'WITH') ? constant(parseExpression(tokens)) : {};
  return { kind: 'createIndex', name: given, primary, ifNotExists, on, keys, options, ...filter };
}

function constant(of: Expression): Value {
  switch (of.kind) {
    case 'literal':
      return of.value;
    case 'array':
      return of.items.map(constant);
    case 'object':
      return Object.fromEntries(of.members.map(([key, value]) => [String(constant(key)), constant(value)]));
    default:
      throw syntaxError('WITH value must be static');
  }
}

function buildIndex(tokens: Tokens): Statement {
  const on = parsePath(tokens);
  expect(tokens, '(');
  const names = listOf(tokens, inner => parseExpression(inner));
  expect(tokens, ')');
  if (take(tokens, 'USING')) expect(tokens, 'GSI');
  return { kind: 'buildIndex', on, names };
}

function dropIndex(tokens: Tokens): Statement {
  const primary = take(tokens, 'PRIMARY');
  expect(tokens, 'INDEX');
  const unnamed = primary && (ahead(tokens, 'ON') || ahead(tokens, 'IF'));
  const given = unnamed ? '#primary' : name(tokens);
  if (ahead(tokens, '.')) throw refused('DROP INDEX keyspace.name: say name ON keyspace');
  const ifExists = take(tokens, 'IF', 'EXISTS');
  expect(tokens, 'ON');
  const on = parsePath(tokens);
  if (take(tokens, 'USING')) expect(tokens, 'GSI');
  return { kind: 'dropIndex', name: given, primary, ifExists, on };
}
