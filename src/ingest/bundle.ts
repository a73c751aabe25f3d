import { isFhirId } from '../core/ids.ts';
import { isRecord } from '../core/record.ts';
import { baseOf, redirectReferences, relativeTo } from './redirecting.ts';
import type { Candidate } from './source.ts';

interface Entry {
  readonly fullUrl?: unknown;
  readonly resource?: unknown;
}

const uuidUrn = /^urn:uuid:([0-9a-f-]{36})$/i;

/**
 * The resources of a Bundle (https://hl7.org/fhir/R4/bundle.html), of any type but a history. References to
 * an entry's `fullUrl`, such as `urn:uuid:…`, become `Type/id`, and so do URLs on the server that the entry itself is on;
 * an entry without id takes its UUID as id.
 * A file that holds one resource instead yields that.
 */
export function* readBundle(file: string, json: unknown): Generator<Candidate> {
  if (!isRecord(json) || json.resourceType !== 'Bundle') {
    yield { file, line: 1, content: { json } };
    return;
  }
  if (json.type === 'history') {
    yield { file, line: 1, content: { problem: 'a history Bundle holds versions, not a state' } };
    return;
  }
  const entries = json.entry ?? [];
  if (!Array.isArray(entries)) {
    yield { file, line: 1, content: { problem: 'Bundle.entry: must be an array' } };
    return;
  }
  const keys = keysByFullUrl(entries);
  for (const [place, entry] of entries.entries()) {
    const resource = isRecord(entry) ? (entry as Entry).resource : undefined;
    const line = place + 1;
    if (!isRecord(resource)) {
      // A transaction may delete; a searchset may have entries of nothing but a score.
      yield { file, line, content: { problem: 'an entry without a resource' } };
      continue;
    }
    const key = keys.get(comparable(String((entry as Entry).fullUrl)));
    if (resource.id === undefined && key !== undefined) resource.id = key.slice(key.indexOf('/') + 1);
    const base = baseOf((entry as Entry).fullUrl, resource);
    redirectReferences(resource, url => keys.get(comparable(url)) ?? relativeTo(base, url));
    yield { file, line, content: { json: resource } };
  }
}

function keysByFullUrl(entries: readonly unknown[]): Map<string, string> {
  const keys = new Map<string, string>();
  for (const entry of entries) {
    if (!isRecord(entry)) continue;
    const { fullUrl, resource } = entry as Entry;
    if (typeof fullUrl !== 'string' || !isRecord(resource)) continue;
    const id = resource.id ?? uuidUrn.exec(fullUrl)?.[1];
    if (typeof resource.resourceType === 'string' && isFhirId(id)) {
      keys.set(comparable(fullUrl), `${resource.resourceType}/${id}`);
    }
  }
  return keys;
}

/** UUIDs are the same in upper and lower case (RFC 9562); other URLs are not. */
function comparable(url: string): string {
  return uuidUrn.test(url) ? url.toLowerCase() : url;
}
