import { isFhirId } from '../core/ids.ts';
import { isRecord } from '../core/record.ts';
import { isReference } from '../fhir/references.ts';
import { findDefinition } from '../fhir/registry.ts';
import { checkStructure } from '../fhir/structure.ts';
import type { Resource } from '../fhir/types.ts';
import { nameToTell, type StructureProblem } from '../fhir/validation/check.ts';
import { checkFully } from '../fhir/validation/full.ts';

export type Verdict =
  /** `names`: how many its elements have, at every depth, where they were counted. */
  | { readonly resource: Resource; readonly names?: number }
  /** Of a type that is not stored. */
  | { readonly skipped: string }
  | { readonly rejected: Fault };

/** Why a piece of JSON is no part of master, and where; never with a value of the resource. */
export interface Fault {
  readonly reason: string;
  /** `Type/id`, where these are valid. */
  readonly resource?: string;
  /** Of the element, such as `Encounter.subject.reference`. */
  readonly path?: string;
}

/** By what a piece of JSON becomes part of master. */
export interface Rules {
  /** Tells rules apart from one run to the next. */
  readonly name: string;
  accept(json: unknown): Verdict;
  /** The module that reads blocks by these rules in a store's threads: see read-block.ts. */
  readonly reader?: URL;
}

/**
 * Objects and arrays within one another. The structure check bounds the elements it knows; this bounds those it
 * does not, which are stored too, and what is stored is written and read by recursion.
 */
const maxDepth = 256;

/**
 * Decides whether a piece of JSON becomes part of master. `reviewed` and its companions are no FHIR: review
 * state is the tenants' own, so a source's is taken out.
 *
 * @param check compares it with its definition; tells the first problem first
 */
export function accept(
  json: unknown,
  check: (resource: Resource) => StructureProblem[] = checkStructure,
): Verdict {
  if (!isRecord(json)) return rejected({ reason: 'not a JSON object' });
  const { resourceType, id } = json;
  if (typeof resourceType !== 'string' || !/^[A-Z][A-Za-z]{0,63}$/.test(resourceType)) {
    return rejected({ path: 'resourceType', reason: 'not the name of a resource type' });
  }
  if (findDefinition(resourceType) === undefined) return { skipped: resourceType };
  if (id === undefined) return rejected({ path: `${resourceType}.id`, reason: 'missing' });
  if (!isFhirId(id)) return rejected({ path: `${resourceType}.id`, reason: 'not a FHIR id' });
  const key = `${resourceType}/${id}`;
  const resource = withoutReview(json as Resource);
  const [problem] = check(resource);
  if (problem !== undefined) {
    return rejected({ resource: key, path: problem.path, reason: problem.reason });
  }
  const walk: Walk = { names: 0 };
  const wrong = findWrong(walk, resource, 1);
  if (wrong === undefined) return { resource, names: walk.names };
  const path = `${resourceType}${wrong.path}`;
  return rejected({ resource: key, path, reason: wrong.reason });
}

/** Nearly none has any of it: to copy each costs more than all checks. */
function withoutReview(json: Resource): Resource {
  if (!('reviewed' in json || 'reviewTime' in json || 'reviewedBy' in json)) return json;
  const { reviewed: _reviewed, reviewTime: _time, reviewedBy: _by, ...resource } = json;
  return resource;
}

/** The fast checks: structure, ids and references. */
export const structureRules: Rules = {
  name: 'structure',
  accept: json => accept(json),
  reader: new URL('./read-block.ts', import.meta.url),
};

/** All that the official definitions say of each element. */
export const fullRules: Rules = {
  name: 'full',
  accept: json => accept(json, checkFully),
  reader: new URL('./read-block-fully.ts', import.meta.url),
};

function rejected(fault: Fault): Verdict {
  return { rejected: fault };
}

interface Wrong {
  readonly path: string;
  readonly reason: string;
}

interface Walk {
  names: number;
}

const tooDeep: Wrong = { path: '', reason: 'nested too deeply' };

/** The first `reference` that is none, or that the resource nests too deeply. */
function findWrong(walk: Walk, value: object, depth: number): Wrong | undefined {
  if (depth > maxDepth) return tooDeep;
  if (Array.isArray(value)) {
    for (let place = 0; place < value.length; place++) {
      const found = findWrongIn(walk, value[place], depth);
      if (found !== undefined)
        return found === tooDeep ? found : { ...found, path: `[${place}]${found.path}` };
    }
    return undefined;
  }
  // What comes of JSON has no elements but its own.
  for (const name in value) {
    walk.names += 1;
    const inner = (value as Record<string, unknown>)[name];
    const found = findWrongIn(walk, inner, depth);
    if (found !== undefined) {
      return found === tooDeep ? found : { ...found, path: `.${nameToTell(name)}${found.path}` };
    }
    if (name === 'reference' && typeof inner === 'string' && !isReference(inner)) {
      return { path: '.reference', reason: 'not a reference' };
    }
  }
  return undefined;
}

function findWrongIn(walk: Walk, inner: unknown, depth: number): Wrong | undefined {
  return typeof inner === 'object' && inner !== null ? findWrong(walk, inner, depth + 1) : undefined;
}
