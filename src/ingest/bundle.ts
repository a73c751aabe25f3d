import { isFhirId } from '../core/ids.ts';
import { isRecord } from '../core/record.ts';
import { baseOf, redirectReferences, relativeTo } from './redirecting.ts';
import type { Candidate } from './source.ts';

interface Entry {
  readonly fullUrl?: unknown;
  readonly resource?: unknown;
}

const uuidUrn = /^urn:uuid:([0-9a-f-]{36})$/i;

/** More servers than that are not kept apart: what refers to the others by their URLs stays as it is. */
const maxBases = 100;

/**
 * The resources of a Bundle (https://hl7.org/fhir/R4/bundle.html), of any type but a history, as `BundleEntries` has
 * them. A file that holds one resource instead yields that.
 */
export function* readBundle(file: string, json: unknown): Generator<Candidate> {
  const problem = isBundle(json) ? problemOf(json) : undefined;
  if (!isBundle(json) || problem !== undefined) {
    yield { file, line: 1, content: problem === undefined ? { json } : { problem } };
    return;
  }
  const entries = (json.entry ?? []) as readonly unknown[];
  const known = new BundleEntries(file);
  for (const entry of entries) known.add(entry);
  for (const [place, entry] of entries.entries()) yield known.candidate(entry, place + 1);
}

export function isBundle(json: unknown): json is Record<string, unknown> {
  return isRecord(json) && json.resourceType === 'Bundle';
}

/** Why nothing can be taken from the Bundle. */
export function problemOf({ type, entry }: Record<string, unknown>): string | undefined {
  if (type === 'history') return 'a history Bundle holds versions, not a state';
  return Array.isArray(entry ?? []) ? undefined : 'Bundle.entry: must be an array';
}

/**
 * Entries of one Bundle: all are added before the first is taken. References to an entry's `fullUrl`, such as
 * `urn:uuid:…`, become `Type/id`, and so do URLs on a server that an entry says it is on; an entry without id takes its
 * UUID as id.
 */
export class BundleEntries {
  readonly #file: string;
  readonly #bases = new Set<string>();
  /** Of full URLs that tell no server. */
  readonly #keys = new Map<string, string>();

  constructor(file: string) {
    this.#file = file;
  }

  add(entry: unknown): void {
    if (!isRecord(entry)) return;
    const { fullUrl, resource } = entry as Entry;
    if (typeof fullUrl !== 'string' || !isRecord(resource)) return;
    const base = baseOf(fullUrl, resource);
    if (base !== undefined && (this.#bases.has(base) || this.#bases.size < maxBases)) {
      this.#bases.add(base);
      return;
    }
    const id = resource.id ?? uuidUrn.exec(fullUrl)?.[1];
    if (typeof resource.resourceType === 'string' && isFhirId(id)) {
      this.#keys.set(comparable(fullUrl), `${resource.resourceType}/${id}`);
    }
  }

  /** @param line its place in the Bundle, from 1 */
  candidate(entry: unknown, line: number): Candidate {
    const file = this.#file;
    const resource = isRecord(entry) ? (entry as Entry).resource : undefined;
    // A transaction may delete; a searchset may have entries of nothing but a score.
    if (!isRecord(resource)) return { file, line, content: { problem: 'an entry without a resource' } };
    const key = this.#keys.get(comparable(String((entry as Entry).fullUrl)));
    if (resource.id === undefined && key !== undefined) resource.id = key.slice(key.indexOf('/') + 1);
    redirectReferences(resource, url => this.#target(url));
    return { file, line, content: { json: resource } };
  }

  #target(url: string): string | undefined {
    const key = this.#keys.get(comparable(url));
    if (key !== undefined) return key;
    for (const base of this.#bases) {
      const relative = relativeTo(base, url);
      if (relative !== undefined) return relative;
    }
    return undefined;
  }
}

/** UUIDs are the same in upper and lower case (RFC 9562); other URLs are not. */
function comparable(url: string): string {
  return uuidUrn.test(url) ? url.toLowerCase() : url;
}
