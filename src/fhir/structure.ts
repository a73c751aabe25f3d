import { isRecord } from '../core/record.ts';
import { type JsonKind, primitives, resourceTypes, structure } from './generated/structure.ts';
import type { Resource } from './types.ts';

/** Where a resource departs from its definition (`Encounter.participant[0].period`), and how; never its values. */
export interface StructureProblem {
  path: string;
  reason: string;
}

/** Enough to mend a resource by; a hostile one must not fill the log. */
const maxProblems = 10;
/** In objects within objects; official examples stay under 10. */
const maxDepth = 64;

/** A type of the table, made ready so that a check parses no strings. */
interface Shape {
  name: string;
  rules: Map<string, Rule>;
  /** The required elements and choices, as a set of slots. */
  required: number;
  /** Name of the element or choice, by slot. */
  slots: string[];
}

/** What is due under one JSON property. */
interface Rule {
  value: JsonKind | Shape;
  list: boolean;
  /** A list with null for the entries that have only a value or only extensions. */
  sparse: boolean;
  /** One bit for a required element or a choice, which all variants of the choice share; 0 for others. */
  slot: number;
  choice: boolean;
  /** Not the empty string either. */
  nonEmpty: boolean;
}

/** One check under way. */
interface Walk {
  problems: StructureProblem[];
  /** Written out only for a problem. */
  path: (string | number)[];
}

const shapes = compile();
const resourceShapes = new Map(resourceTypes.map(name => [name, shapeOf(shapes, name)]));
/** What every resource has: the shape of the resource types that are not spelled out. */
const base = shapeOf(shapes, 'Resource');

/**
 * Compares a resource with the official R4 definition of its type: required elements, lists and single values,
 * JSON types, one variant a choice. What passes is served under `schema/fhir/` with no non-null field found null.
 *
 * Elements that the definition does not know are ignored, since they are not served. Formats, code systems,
 * references and invariants are not looked at. Of a contained resource of a type that is not spelled out, only what
 * every resource has is compared.
 *
 * @param resource any JSON, in spite of its type: this is what finds out
 * @returns the first 10 problems at most, none when the structure is right; never throws
 * @see https://hl7.org/fhir/R4/json.html
 */
export function checkStructure(resource: Resource): StructureProblem[] {
  const value: unknown = resource;
  const unknownType = [{ path: 'Resource.resourceType', reason: 'must be a resource type of this schema' }];
  if (!isRecord(value) || typeof value.resourceType !== 'string') return unknownType;
  const shape = resourceShapes.get(value.resourceType);
  if (!shape) return unknownType;
  const walk: Walk = { problems: [], path: [shape.name] };
  checkObject(walk, value, shape, 1);
  return walk.problems;
}

function checkElement(walk: Walk, value: unknown, rule: Rule, depth: number): void {
  if (!Array.isArray(value)) {
    if (rule.list) report(walk, 'must be an array');
    else checkValue(walk, value, rule, depth);
  } else if (!rule.list) report(walk, 'must be a single value, not an array');
  else if (value.length === 0) report(walk, 'must not be an empty array');
  else checkEntries(walk, value, rule, depth);
}

function checkEntries(walk: Walk, entries: unknown[], rule: Rule, depth: number): void {
  for (let index = 0; index < entries.length && walk.problems.length < maxProblems; index++) {
    const entry = entries[index];
    if (entry === null && rule.sparse) continue;
    walk.path.push(index);
    checkValue(walk, entry, rule, depth);
    walk.path.pop();
  }
}

function checkValue(walk: Walk, value: unknown, { value: due, nonEmpty }: Rule, depth: number): void {
  if (value === null) report(walk, 'must not be null');
  else if (typeof due === 'string') {
    if (!isOfKind(value, due)) report(walk, kindReasons[due]);
    else if (nonEmpty && value === '') report(walk, 'must not be empty');
  } else if (!isRecord(value)) report(walk, 'must be an object');
  else if (depth === maxDepth) report(walk, 'nested too deeply');
  else if (due !== base) checkObject(walk, value, due, depth + 1);
  else if (typeof value.resourceType !== 'string') reportAt(walk, 'resourceType', 'must be a string');
  else checkObject(walk, value, resourceShapes.get(value.resourceType) ?? base, depth + 1);
}

function checkObject(walk: Walk, value: Record<string, unknown>, shape: Shape, depth: number): void {
  let present = 0;
  for (const name in value) {
    const rule = shape.rules.get(name);
    const element = value[name];
    if (rule === undefined || element === undefined) continue;
    if (walk.problems.length >= maxProblems) return;
    if (rule.choice && present & rule.slot) reportAt(walk, name, 'is a second value of one choice');
    present |= rule.slot;
    walk.path.push(name);
    checkElement(walk, element, rule, depth);
    walk.path.pop();
  }
  const missing = shape.required & ~present;
  if (missing === 0) return;
  for (const [slot, name] of shape.slots.entries()) {
    if (missing & (1 << slot)) reportAt(walk, name, 'is required');
  }
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

/** The table as shapes; a type may have elements of a type after it, or of itself. */
function compile(): Map<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const name of Object.keys(structure)) {
    shapes.set(name, { name, rules: new Map(), required: 0, slots: [] });
  }
  for (const [name, elements] of Object.entries(structure)) {
    for (const [key, notation] of Object.entries(elements)) {
      addRules(shapes, shapeOf(shapes, name), key, notation);
    }
  }
  return shapes;
}

function addRules(shapes: Map<string, Shape>, shape: Shape, key: string, notation: string): void {
  const choice = key.endsWith('[x]');
  const required = notation.endsWith('!');
  const list = notation.replace('!', '').endsWith('*');
  const slot = choice || required ? 1 << (shape.slots.push(key) - 1) : 0;
  if (shape.slots.length > 32) throw new Error(`${shape.name} has more slots than a number has bits`);
  if (required) shape.required |= slot;
  for (const type of notation.replace(/[*!]+$/, '').split('|')) {
    const name = choice ? key.replace('[x]', type.charAt(0).toUpperCase() + type.slice(1)) : key;
    const kind = primitives[type];
    const nonEmpty = shape.name === 'Reference' && key === 'reference';
    const value = kind ?? shapeOf(shapes, type);
    shape.rules.set(name, { value, list, sparse: kind !== undefined, slot, choice, nonEmpty });
    if (kind === undefined || type === 'System.String' || type === 'xhtml') continue;
    const element = shapeOf(shapes, 'ElementBase');
    const sibling = { value: element, list, sparse: true, slot: 0, choice: false, nonEmpty: false };
    shape.rules.set(`_${name}`, sibling);
  }
}

function shapeOf(shapes: Map<string, Shape>, name: string): Shape {
  const shape = shapes.get(name);
  if (!shape) throw new Error(`no structure of ${name}`);
  return shape;
}
