import { parseDate } from '../dates.ts';
import type { Interval } from '../definition.ts';
import type { RangeTest } from '../search.ts';
import { high, low, met } from './bounds.ts';
import { refuse } from './names.ts';
import { type Prefix, splitPrefix } from './prefixes.ts';
import { withoutEscapes } from './text.ts';

/** How far `ap` reaches, as a part of the distance to now: what R4 recommends. */
const approximation = 0.1;

/**
 * Dates with their prefixes as tests on a resource's range (https://hl7.org/fhir/R4/search.html#date). A test of two
 * halves (`ne`, `ge`, `le`) becomes two alternatives.
 *
 * @param now In milliseconds, for `ap`.
 * @throws GatewayError BAD_USER_INPUT for what is no date, or an unknown prefix.
 */
export function dateTests(alternatives: readonly string[], label: string, now: number): readonly RangeTest[] {
  return alternatives.flatMap(text => {
    const { prefix, rest } = splitPrefix(withoutEscapes(text), label);
    const range = parseDate(rest);
    if (range !== undefined) return tests(prefix, range, now);
    return refuse(
      `${label}: expected a date that exists, as 2020, 2020-02, 2020-02-29, 2020-02-29T08:30, 2020-02-29T08:30:15Z or 2020-02-29T08:30:15.123+01:00; a prefix such as "ge" may stand before it.`,
    );
  });
}

/** With the resource's range from `low` up to `high`, and the search's from `a` up to `b`. */
function tests(prefix: Prefix, { low: a, high: b }: Interval, now: number): readonly RangeTest[] {
  switch (prefix) {
    case 'eq':
      return [met(low('>=', a), high('<=', b))];
    case 'ne':
      return [met(low('<', a)), met(high('>', b))];
    case 'gt':
      return [met(high('>', b))];
    case 'lt':
      return [met(low('<', a))];
    // What lies above, or is contained; that it ends within follows from the first half not being met.
    case 'ge':
      return [met(high('>', b)), met(low('>=', a))];
    case 'le':
      return [met(low('<', a)), met(high('<=', b))];
    case 'sa':
      return [met(low('>=', b))];
    case 'eb':
      return [met(high('<=', a))];
    case 'ap': {
      const distanceMs = now < a ? a - now : now >= b ? now - b : 0;
      const reachMs = Math.round(distanceMs * approximation);
      return [met(low('<', b + reachMs), high('>', a - reachMs))];
    }
  }
}
