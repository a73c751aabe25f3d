import { refuse } from './names.ts';

/** Longest value of a search parameter, in UTF-16 code units. */
export const maxValueLength = 2_000;
/** Most alternatives (joined by OR) of one condition. */
export const maxAlternatives = 100;

/**
 * The alternatives of the given values: each value is split at its commas. They still carry their escapes, since what
 * they are split by next depends on the kind of the parameter.
 *
 * @param label The parameter as messages name it.
 * @throws GatewayError BAD_USER_INPUT for an empty alternative, and beyond the limits.
 */
export function alternatives(values: readonly string[], label: string): readonly string[] {
  if (values.length > maxAlternatives) tooMany(label);
  const all = values.flatMap(value => {
    if (value.length > maxValueLength) {
      refuse(`${label}: a value may have at most ${maxValueLength} characters.`);
    }
    return split(value.toWellFormed(), ',');
  });
  if (all.length > maxAlternatives) tooMany(label);
  if (all.includes(''))
    refuse(`${label}: a value is empty. Commas join alternatives; "\\," is a comma itself.`);
  return all;
}

function tooMany(label: string): never {
  return refuse(`${label}: at most ${maxAlternatives} alternatives are allowed.`);
}

/**
 * Splits at a separator that no backslash stands before; the parts keep their escapes
 * (https://hl7.org/fhir/R4/search.html#escaping).
 */
export function split(text: string, separator: ',' | '|'): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (let place = 0; place < text.length; place++) {
    if (text[place] === '\\') place++;
    else if (text[place] === separator) {
      parts.push(text.slice(start, place));
      start = place + 1;
    }
  }
  return [...parts, text.slice(start)];
}

/** A backslash before anything but `,` `$` `|` `\` is no escape and stands for itself. */
export function withoutEscapes(text: string): string {
  return text.replace(/\\([,$|\\])/g, '$1');
}
