import { isFhirId, type ResourceKey, resourceKey } from '../core/ids.ts';
import type { Reference } from './types.ts';

/** `Type/id` with an optional version, https://hl7.org/fhir/R4/references.html#literal. */
const relative = /^([A-Z][A-Za-z]{1,63})\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;
const contained = /^#[^\s]*$/;
/** Stands for whatever a search finds, https://hl7.org/fhir/R4/http.html#trules; kept as it is. */
const conditional = /^[A-Z][A-Za-z]{1,63}\?[^\s]+$/;
const absolute = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+$/;

/** True for what may stand in `Reference.reference`: relative, absolute (URL or URN), `#contained`, conditional. */
export function isReference(text: string): boolean {
  return [relative, absolute, contained, conditional].some(form => form.test(text));
}

/**
 * The key a reference leads to within the same collection; undefined when it is contained, absolute,
 * only an identifier, or no reference at all.
 */
export function referencedKey(reference: Reference | undefined | null): ResourceKey | undefined {
  const match = typeof reference?.reference === 'string' ? relative.exec(reference.reference) : null;
  if (match === null) return undefined;
  const [, type, id] = match;
  return isFhirId(id) ? resourceKey(type!, id) : undefined;
}

/** What a reference is found by in a search: its key, or its text when it leads elsewhere. */
export function referenceValue(reference: Reference | undefined | null): string | undefined {
  const text = reference?.reference;
  if (typeof text !== 'string' || text.startsWith('#')) return undefined;
  return referencedKey(reference) ?? text;
}
