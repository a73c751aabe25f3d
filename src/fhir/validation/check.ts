import { isRecord } from '../../core/record.ts';
import type { Resource } from '../types.ts';
import type { Rule, Shape, Shapes } from './shapes.ts';
import type { JsonKind } from './table.ts';

/** Where a resource departs from its definition (`Encounter.participant[0].period`), and how; never its values. */
export interface StructureProblem {
  path: string;
  reason: string;
}

/** Enough to mend a resource by; a hostile one must not fill the log. */
const maxProblems = 10;
/** In objects within objects; official examples stay under 10. */
const maxDepth = 64;

/** One check under way. */
interface Walk {
  readonly shapes: Shapes;
  readonly problems: StructureProblem[];
  /** Written out only for a problem. */
  readonly path: (string | number)[];
}

/**
 * Compares a resource with shapes.
 *
 * @param resource any JSON, in spite of its type: this is what finds out
 * @returns the first 10 problems at most, none when the resource is right; never throws
 */
export function checkShapes(shapes: Shapes, resource: Resource): StructureProblem[] {
  const value: unknown = resource;
  const unknownType = [{ path: 'Resource.resourceType', reason: 'must be a resource type of this schema' }];
  if (!isRecord(value) || typeof value.resourceType !== 'string') return unknownType;
  const shape = shapes.resources.get(value.resourceType);
  if (!shape) return unknownType;
  const walk: Walk = { shapes, problems: [], path: [shape.name] };
  checkObject(walk, value, shape, 1);
  return walk.problems;
}

/** @param twin what is at `_x` for `x`, and the other way round: a null needs something there */
function checkElement(walk: Walk, value: unknown, twin: unknown, rule: Rule, depth: number): void {
  if (!Array.isArray(value)) {
    if (rule.list) report(walk, 'must be an array');
    else checkValue(walk, value, rule, depth);
  } else if (!rule.list) report(walk, 'must be a single value, not an array');
  else if (value.length === 0) report(walk, 'must not be an empty array');
  else checkEntries(walk, value, twin, rule, depth);
}

function checkEntries(walk: Walk, entries: unknown[], twin: unknown, rule: Rule, depth: number): void {
  const twins = Array.isArray(twin) ? twin : [];
  for (let index = 0; index < entries.length && walk.problems.length < maxProblems; index++) {
    const entry = entries[index];
    if (entry === null && rule.sparse && (!walk.shapes.closed || (twins[index] ?? null) !== null)) continue;
    walk.path.push(index);
    checkValue(walk, entry, rule, depth);
    walk.path.pop();
  }
}

function checkValue(walk: Walk, value: unknown, rule: Rule, depth: number): void {
  const due = rule.value;
  if (value === null) report(walk, 'must not be null');
  else if (typeof due === 'string') {
    if (!isOfKind(value, due)) report(walk, kindReasons[due]);
    else if (rule.test !== undefined) {
      const reason = rule.test(value);
      if (reason !== undefined) report(walk, reason);
    }
  } else if (!isRecord(value)) report(walk, 'must be an object');
  else if (depth === maxDepth) report(walk, 'nested too deeply');
  else if (due !== walk.shapes.base) checkObject(walk, value, due, depth + 1);
  else checkInnerResource(walk, value, depth + 1);
}

function checkInnerResource(walk: Walk, value: Record<string, unknown>, depth: number): void {
  const { resources, base, closed } = walk.shapes;
  const type = value.resourceType;
  const shape = typeof type === 'string' ? resources.get(type) : undefined;
  if (typeof type !== 'string') reportAt(walk, 'resourceType', 'must be a string');
  else if (shape === undefined && closed) reportAt(walk, 'resourceType', 'must be a resource type of R4');
  else checkObject(walk, value, shape ?? base, depth);
}

function checkObject(walk: Walk, value: Record<string, unknown>, shape: Shape, depth: number): void {
  let present = 0;
  let elements = 0;
  for (const name in value) {
    const element = value[name];
    if (element === undefined) continue;
    elements++;
    const rule = shape.rules.get(name);
    if (rule === undefined) {
      if (walk.shapes.closed) checkUnknown(walk, name, shape);
      continue;
    }
    if (walk.problems.length >= maxProblems) return;
    if (rule.choice && present & rule.slot) reportAt(walk, name, 'is a second value of one choice');
    present |= rule.slot;
    walk.path.push(name);
    checkElement(
      walk,
      element,
      walk.shapes.closed && rule.sparse ? value[twinOf(name)] : undefined,
      rule,
      depth,
    );
    walk.path.pop();
  }
  const missing = shape.required & ~present;
  if (missing === 0) {
    if (elements === 0 && walk.shapes.closed) report(walk, 'must not be an empty object');
    return;
  }
  for (const [slot, name] of shape.slots.entries()) {
    if (missing & (1 << slot)) reportAt(walk, name, 'is required');
  }
}

function twinOf(name: string): string {
  return name.startsWith('_') ? name.slice(1) : `_${name}`;
}

function checkUnknown(walk: Walk, name: string, shape: Shape): void {
  const { resources, base } = walk.shapes;
  if (name === 'resourceType' && (shape === base || resources.has(shape.name))) return;
  reportAt(walk, nameToTell(name), `is no element of ${shape.name}`);
}

/** An element that no definition knows may be called anything, a patient's name included. */
export function nameToTell(name: string): string {
  return /^_?[A-Za-z][A-Za-z0-9]{0,63}$/.test(name) ? name : '?';
}

function isOfKind(value: unknown, kind: JsonKind): boolean {
  // `value | 0` is `value` for exactly the whole numbers of 32 bits.
  return kind === 'integer' ? typeof value === 'number' && (value | 0) === value : typeof value === kind;
}

const kindReasons: Record<JsonKind, string> = {
  string: 'must be a string',
  boolean: 'must be true or false',
  number: 'must be a number',
  integer: 'must be a whole number of at most 32 bits',
};

function reportAt(walk: Walk, name: string, reason: string): void {
  walk.path.push(name);
  report(walk, reason);
  walk.path.pop();
}

function report(walk: Walk, reason: string): void {
  if (walk.problems.length >= maxProblems) return;
  let path = '';
  for (const step of walk.path) {
    if (typeof step === 'number') path += `[${step}]`;
    else path += path === '' ? step : `.${step}`;
  }
  walk.problems.push({ path, reason });
}
