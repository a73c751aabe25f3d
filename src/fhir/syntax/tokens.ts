import type { TokenTest } from '../search.ts';
import { foldCode } from '../values.ts';
import { refuse } from './names.ts';
import { split, withoutEscapes } from './text.ts';

/**
 * `code`, `system|code`, `|code` (a code without system) and `system|` (any code of it), see
 * https://hl7.org/fhir/R4/search.html#token. An alternative whose code is blank matches nothing and is left out.
 *
 * @param impliedSystem What stored codes are of without naming it: to ask for it is to ask for codes without a system.
 * @throws GatewayError BAD_USER_INPUT for any other form.
 */
export function tokenTests(
  alternatives: readonly string[],
  label: string,
  impliedSystem?: string,
): readonly TokenTest[] {
  return alternatives
    .map(text => tokenTest(text, label))
    .filter(test => test !== undefined)
    .map(test =>
      test.system !== undefined && test.system === impliedSystem ? { ...test, system: '' } : test,
    );
}

function tokenTest(text: string, label: string): TokenTest | undefined {
  const parts = split(text, '|').map(withoutEscapes);
  const [first = '', second] = parts;
  if (parts.length > 2 || (first === '' && second === '')) {
    refuse(`${label}: expected code, system|code, |code or system|; "\\|" is a bar itself.`);
  }
  if (second === '') return { system: first };
  const code = foldCode(second ?? first);
  if (code === '') return undefined;
  return second === undefined ? { code } : { system: first, code };
}
