import { either, refuse } from './names.ts';

/** https://hl7.org/fhir/R4/search.html#prefix */
export const prefixes = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'] as const;

export type Prefix = (typeof prefixes)[number];

/** Kinds of parameters whose values may carry a prefix. */
export const prefixedKinds: ReadonlySet<string> = new Set(['date', 'quantity', 'reviewTime']);

/**
 * A value without its prefix, and the prefix; `eq` where there is none.
 *
 * @throws GatewayError BAD_USER_INPUT for two letters before a digit or sign that are no prefix.
 */
export function splitPrefix(text: string, label: string): { prefix: Prefix; rest: string } {
  if (!/^[A-Za-z]{2}/.test(text)) return { prefix: 'eq', rest: text };
  const prefix = prefixes.find(known => text.startsWith(known));
  if (prefix !== undefined) return { prefix, rest: text.slice(2) };
  return refuse(`${label}: unknown prefix. There are ${either(prefixes)}.`);
}
