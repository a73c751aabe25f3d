import type { Expression, Frame, SortTerm } from './ast.ts';
import { both, type Constraint, constrain, type View } from './constraints.ts';
import { QueryError } from './errors.ts';
import { documentName, elementName, type IndexDefinition, idText } from './index-definition.ts';
import type { Document, IndexStructure } from './index-structure.ts';
import { conjuncts, eachChild, show } from './walk.ts';

export interface ScanRequest {
  readonly keyspace: string;
  readonly slot: number;
  /** Slots that are not known before the keyspace is read. */
  readonly unknown: ReadonlySet<number>;
  readonly conditions: readonly Expression[];
  /** Everything in the statement that may read the keyspace. */
  readonly references: readonly Expression[];
  readonly hints: readonly string[] | undefined;
  readonly indexes: readonly IndexStructure[];
}

export interface Scan {
  readonly indexes: readonly string[];
  readonly primary: boolean;
  readonly covered: boolean;
  readonly run: (frame: Frame) => Iterable<Document>;
  /** Whether rows come in this order. */
  readonly satisfies: (order: readonly SortTerm[]) => boolean;
}

interface Candidate {
  readonly index: IndexStructure;
  readonly constraints: readonly (Constraint | undefined)[];
  readonly covered: boolean;
  readonly score: number;
}

/** The index that a keyspace is read by. Error 4000 when none may be. */
export function planScan(request: ScanRequest): Scan {
  const online = request.indexes.filter(index => index.state === 'online');
  if (request.hints !== undefined) return hinted(request, request.hints, online);
  const found = online
    .map(index => candidate(request, index))
    .filter(one => one !== undefined)
    .sort((a, b) => Number(b.covered) - Number(a.covered) || b.score - a.score);
  if (found[0] === undefined) throw noIndex(request.keyspace);
  return scanOf(request, [found[0]]);
}

function noIndex(keyspace: string): QueryError {
  return new QueryError(
    4000,
    `No index available on keyspace ${keyspace} that matches your query. Use CREATE PRIMARY INDEX ON ${keyspace} to ` +
      'create a primary index, or check that your expected index is online.',
    404,
  );
}

/** Stricter than the server, which goes on without a hint it cannot follow. */
function hinted(request: ScanRequest, hints: readonly string[], online: readonly IndexStructure[]): Scan {
  const found = hints.map(name => {
    const index = online.find(one => one.definition.name === name);
    if (index === undefined)
      throw new QueryError(12016, `Index Not Found - cause: no online index ${name}`, 404);
    const one = candidate(request, index);
    if (one === undefined)
      throw new QueryError(4000, `The hinted index ${name} does not match the query`, 404);
    return one;
  });
  return scanOf(request, found);
}

function candidate(request: ScanRequest, index: IndexStructure): Candidate | undefined {
  const { definition } = index;
  const view: View = {
    names: new Map([[request.slot, documentName]]),
    unknown: request.unknown,
    missing: true,
  };
  if (definition.primary) {
    const ids = request.conditions.map(one => constrain(one, idText, view)).filter(one => one !== undefined);
    const covered = covers(request, definition, view, undefined);
    return { index, constraints: ids.length > 0 ? [undefined] : [], covered, score: -1 };
  }
  if (!implies(request.conditions, definition, view)) return undefined;
  const element = elementConstraints(request, definition, view);
  let which = -1;
  const constraints = definition.positions.map((position, at) => {
    if (position.element) {
      which += 1;
      return element?.constraints[which];
    }
    const all = request.conditions.map(one =>
      constrain(one, position.text, { ...view, missing: hasMissing(definition, at) }),
    );
    const found = all.filter(one => one !== undefined);
    return found.length === 0 ? undefined : both(found);
  });
  const leading = definition.positions[0]!;
  const usable = leading.includeMissing
    ? constraints.some(one => one !== undefined)
    : constraints[0] !== undefined;
  if (!usable) return undefined;
  const prefix = constraints.findIndex(one => !one?.equality);
  const equal = prefix < 0 ? constraints.length : prefix;
  const constrained = constraints.filter(one => one !== undefined).length;
  return {
    index,
    constraints,
    covered: covers(request, definition, view, element?.exact ? element.condition : undefined),
    score: equal * 100 + constrained * 10 - definition.positions.length / 100,
  };
}

/** Entries whose leading key is MISSING are in the index only when it says so. */
function hasMissing({ positions }: IndexDefinition, at: number): boolean {
  return at > 0 || positions[0]!.includeMissing;
}

/** A partial index serves only conditions that say, word for word, what its WHERE says. */
function implies(conditions: readonly Expression[], { where }: IndexDefinition, view: View): boolean {
  if (where === undefined) return true;
  const said = new Set(conditions.map(one => show(one, view.names)));
  return where.parts.every(part => {
    if (said.has(show(part, indexNames))) return true;
    const present =
      part.kind === 'is' && part.what !== 'null' ? !part.negated === (part.what === 'valued') : false;
    const notNull = part.kind === 'is' && part.what === 'null' && part.negated;
    if (part.kind !== 'is' || !(present || notNull)) return false;
    const key = show(part.of, indexNames);
    return conditions.some(one => one.kind !== 'is' && constrain(one, key, view) !== undefined);
  });
}

const indexNames = new Map([[0, documentName]]);

interface ElementConstraints {
  readonly constraints: readonly (Constraint | undefined)[];
  readonly exact: boolean;
  /** The ANY they are of. */
  readonly condition: Expression;
}

/** The ANY over the array of the index that says most of its elements, the first of its keys among that. */
function elementConstraints(
  request: ScanRequest,
  definition: IndexDefinition,
  view: View,
): ElementConstraints | undefined {
  const { array, positions } = definition;
  if (array === undefined) return undefined;
  const keys = positions.filter(position => position.element);
  const firstKey = positions.indexOf(keys[0]!);
  let best: ElementConstraints | undefined;
  let most = 0;
  for (const condition of request.conditions) {
    if (condition.kind !== 'quantified' || condition.quantifier === 'every') continue;
    const [binding, ...others] = condition.bindings;
    if (others.length > 0 || show(binding!.over, view.names) !== array.over) continue;
    const slot = binding!.slot!;
    const inner: View = {
      names: new Map(view.names).set(slot, elementName),
      unknown: new Set(view.unknown).add(slot),
      missing: true,
    };
    const parts = conjuncts(condition.condition);
    const said = parts.map(part => show(part, inner.names));
    if (array.when?.parts.some(part => !said.includes(part))) continue;
    const matched = parts.map(part =>
      keys.map((key, at) =>
        constrain(part, key.text, { ...inner, missing: hasMissing(definition, firstKey + at) }),
      ),
    );
    const constraints = keys.map((_, which) => {
      const found = matched.map(part => part[which]).filter(one => one !== undefined);
      return found.length === 0 ? undefined : both(found);
    });
    if (constraints[0] === undefined) continue;
    const score = constraints.reduce((sum, one) => sum + (one === undefined ? 0 : one.equality ? 2 : 1), 0);
    if (score <= most) continue;
    most = score;
    const exact = matched.every(
      (part, at) => array.when?.parts.includes(said[at]!) || part.some(one => one?.exact === true),
    );
    best = { constraints, exact, condition };
  }
  return best;
}

/** Whether all that the statement reads of the keyspace stands in the index. */
function covers(
  request: ScanRequest,
  definition: IndexDefinition,
  view: View,
  exactAny: Expression | undefined,
): boolean {
  const plain = definition.positions.filter(position => !position.element).map(position => position.text);
  const known = new Set([...plain, idText]);
  for (const part of definition.where?.parts ?? []) {
    known.add(show(part, indexNames));
    if (part.kind === 'binary' && part.operator === '=' && part.right.kind === 'literal') {
      known.add(show(part.left, indexNames));
    }
  }
  const whole = exactAny && show(exactAny, view.names);
  const covered = (of: Expression): boolean => {
    if (of.kind === 'variable' || of.kind === 'meta') return of.slot !== request.slot;
    if (of.kind === 'compiled') return !of.reads.has(request.slot);
    const text = show(of, view.names);
    if (known.has(text) || text === whole) return true;
    let all = true;
    eachChild(of, part => {
      all &&= covered(part);
    });
    return all;
  };
  return request.references.every(covered);
}

function scanOf(request: ScanRequest, candidates: readonly Candidate[]): Scan {
  const [first] = candidates;
  const run = ({ index, constraints }: Candidate, frame: Frame): Iterable<Document> => {
    const ranges = constraints.map(one => one?.ranges(frame));
    // An empty list of ranges is a condition that nothing can meet.
    return ranges.some(all => all?.length === 0) ? [] : index.scan(ranges);
  };
  const only = candidates.length === 1 ? first : undefined;
  return {
    indexes: candidates.map(({ index }) => index.definition.name),
    primary: candidates.some(({ index }) => index.definition.primary),
    covered: only?.covered ?? false,
    run: frame => (only ? run(only, frame) : intersection(candidates.map(one => run(one, frame)))),
    satisfies: order => only !== undefined && inOrder(request, only, order),
  };
}

function* intersection(scans: readonly Iterable<Document>[]): Iterable<Document> {
  const [first, ...others] = scans.map(scan => new Map([...scan].map(one => [one.key, one])));
  for (const [key, document] of first!) if (others.every(other => other.has(key))) yield document;
}

/** Terms must be keys of the index in order and direction; keys that equal one value may be skipped. */
function inOrder(
  request: ScanRequest,
  { index, constraints }: Candidate,
  order: readonly SortTerm[],
): boolean {
  const { positions, where } = index.definition;
  if (index.definition.primary) return false;
  if (constraints.some(one => one !== undefined && !one.single)) return false;
  const names = new Map([[request.slot, documentName]]);
  const fixed = new Set(
    (where?.parts ?? []).flatMap(part =>
      part.kind === 'binary' && part.operator === '=' && part.right.kind === 'literal'
        ? [show(part.left, indexNames)]
        : [],
    ),
  );
  let at = 0;
  for (const term of order) {
    const text = show(term.of, names);
    if (fixed.has(text) || term.of.kind === 'literal') continue;
    const natural = term.nulls === undefined || (term.nulls === 'first') !== term.descending;
    const matches = () => {
      const position = positions[at];
      return (
        position?.text === text && !position.element && position.descending === term.descending && natural
      );
    };
    while (at < positions.length && !matches() && constraints[at]?.equality) at += 1;
    if (at >= positions.length || !matches()) return false;
    at += 1;
  }
  return positions.slice(0, at).every((position, which) => !position.element || constraints[which]?.equality);
}
