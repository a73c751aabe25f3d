import { isRecord } from '../../core/record.ts';
import { findDefinition } from '../../fhir/registry.ts';
import { butOutcome, errorsOf } from '../http/outcome.ts';
import { baseOf, redirectReferences, relativeTo } from '../redirecting.ts';
import { SourceError } from '../source.ts';

/** No server takes a longer one. */
const maxLinkChars = 64 * 1024;

/** One page of a search (https://hl7.org/fhir/R4/http.html#search). */
export interface SearchPage {
  /** What was found, in order; undefined for an entry without a resource. */
  readonly found: readonly (Record<string, unknown> | undefined)[];
  /** The link to the next page, as it stands there. */
  readonly next: string | undefined;
  /** How many the server says there are. */
  readonly total: number | undefined;
}

/**
 * Entries that nobody searched for (`include`) come by the search of their own type; those of mode `outcome` tell of the
 * search. References to the server itself become `Type/id`: by its base URL, and by the one that an entry's `fullUrl`
 * names, since servers behind a proxy are reached otherwise than they call themselves.
 *
 * @param base of the server, with a `/` at its end
 * @throws SourceError for what is no searchset, or one with an error among its outcomes
 */
export function readPage(json: unknown, type: string, base: string): SearchPage {
  if (!isRecord(json) || json.resourceType !== 'Bundle' || json.type !== 'searchset') {
    throw new SourceError(`the answer is no searchset${butOutcome(json)}`);
  }
  const { entry = [], link = [], total } = json;
  if (!Array.isArray(entry)) throw new SourceError('Bundle.entry must be an array');
  const found: (Record<string, unknown> | undefined)[] = [];
  for (const each of entry) {
    const resource = isRecord(each) && isRecord(each.resource) ? each.resource : undefined;
    const mode = isRecord(each) && isRecord(each.search) ? each.search.mode : undefined;
    if (mode === 'outcome' || resource?.resourceType === 'OperationOutcome') checkOutcome(resource);
    else if (mode !== 'include' && !isOther(resource, type)) {
      const own = baseOf(isRecord(each) ? each.fullUrl : undefined, resource);
      if (resource) redirectReferences(resource, url => relativeTo(base, url) ?? relativeTo(own, url));
      found.push(resource);
    }
  }
  const next = (Array.isArray(link) ? link : []).filter(isRecord).find(({ relation }) => relation === 'next');
  return {
    ...{ found, next: next && linkOf(next) },
    total: typeof total === 'number' && Number.isSafeInteger(total) && total >= 0 ? total : undefined,
  };
}

function linkOf({ url }: Record<string, unknown>): string {
  if (typeof url !== 'string') throw new SourceError('its next link has no URL');
  if (url.length > maxLinkChars) throw new SourceError('its next link is too long');
  return url;
}

/** Of a type that is stored, but not the one that is searched. Of types that are not stored is told at the end. */
function isOther(resource: Record<string, unknown> | undefined, type: string): boolean {
  const other = resource?.resourceType;
  return typeof other === 'string' && other !== type && findDefinition(other) !== undefined;
}

/** A warning is the server's own affair; an error means that what was found is not all. */
function checkOutcome(outcome: unknown): void {
  const errors = errorsOf(outcome);
  if (errors.length > 0) throw new SourceError(`the search found an error on its way (${errors.join(', ')})`);
}
