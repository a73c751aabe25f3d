import { isFhirId, splitKey } from '../../core/ids.ts';
import { referencedKey } from '../references.ts';
import { either, refuse } from './names.ts';
import { withoutEscapes } from './text.ts';

/** A URL or URN. */
const absolute = /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/;

/**
 * Keys and URLs of `id` (one key a target type), `Type/id`, `Type/id/_history/2` (any version) and absolute URLs,
 * see https://hl7.org/fhir/R4/search.html#reference. None comes twice.
 *
 * @param type What a modifier `:Type` narrows the targets to; an absolute URL is not allowed then.
 * @throws GatewayError BAD_USER_INPUT for any other form, and for a type the parameter does not refer to.
 */
export function referenceValues(
  alternatives: readonly string[],
  label: string,
  targets: readonly string[],
  type: string | undefined,
): readonly string[] {
  const types = type === undefined ? targets : [type];
  const values = alternatives.flatMap(escaped => {
    const text = withoutEscapes(escaped);
    if (isFhirId(text)) return types.map(target => `${target}/${text}`);
    const key = referencedKey({ reference: text });
    if (key !== undefined) {
      if (types.includes(splitKey(key).type)) return [key];
      return refuse(`${label}: it refers only to ${either(types)}.`);
    }
    if (type === undefined && absolute.test(text)) return [text];
    const forms = type === undefined ? 'id, Type/id or an absolute URL' : `id or ${type}/id`;
    return refuse(`${label}: expected ${forms}.`);
  });
  return [...new Set(values)];
}
