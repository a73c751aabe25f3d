import type { QuantityTest, RangeTest } from '../search.ts';
import { foldCode } from '../values.ts';
import { high, low, met } from './bounds.ts';
import { refuse } from './names.ts';
import { type Prefix, splitPrefix } from './prefixes.ts';
import { split, withoutEscapes } from './text.ts';

const pattern = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

/** `digits` × 10^`exponent`. */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
  readonly scientific: boolean;
}

/**
 * `[prefix]number`, `…|system|code`, `…||code` and `…|system|` (any unit of it), see
 * https://hl7.org/fhir/R4/search.html#quantity. An alternative whose unit is blank matches nothing and is left out.
 *
 * @throws GatewayError BAD_USER_INPUT for any other form, or an unknown prefix.
 */
export function quantityTests(alternatives: readonly string[], label: string): readonly QuantityTest[] {
  return alternatives.flatMap(text => {
    const parts = split(text, '|').map(withoutEscapes);
    const [amount = '', system = '', code = ''] = parts;
    if ((parts.length !== 1 && parts.length !== 3) || (parts.length === 3 && system === '' && code === '')) {
      refuse(`${label}: expected number, number||code, number|system|code or number|system|.`);
    }
    const { prefix, rest } = splitPrefix(amount, label);
    const decimal = parseDecimal(rest);
    if (decimal === undefined) {
      refuse(
        `${label}: expected a number such as 5.4, -1 or 1e2; a prefix such as "ge" may stand before it.`,
      );
    }
    const folded = foldCode(code);
    if (code !== '' && folded === '') return [];
    return tests(prefix, decimal).map(test => ({
      ...test,
      ...(system !== '' && { system }),
      ...(code !== '' && { code: folded }),
    }));
  });
}

/** Undefined for what is no number, or too large for one. */
function parseDecimal(text: string): Decimal | undefined {
  const match = pattern.exec(text);
  if (match === null || !Number.isFinite(Number(text))) return undefined;
  const [, sign = '', whole = '', fraction = '', power] = match;
  const digits = BigInt(whole + fraction);
  return {
    digits: sign === '-' ? -digits : digits,
    exponent: Number(power ?? '0') - fraction.length,
    scientific: power !== undefined,
  };
}

/**
 * `eq` and `ne` compare to the precision the number is given with, all others exactly
 * (https://hl7.org/fhir/R4/search.html#number).
 */
function tests(prefix: Prefix, decimal: Decimal): readonly RangeTest[] {
  const value = toNumber(decimal.digits, decimal.exponent);
  switch (prefix) {
    case 'eq': {
      const [from, to] = precision(decimal);
      return [met(low('>=', from), high('<', to))];
    }
    case 'ne': {
      const [from, to] = precision(decimal);
      return [met(low('<', from)), met(high('>=', to))];
    }
    case 'gt':
    case 'eb':
      return [met(high(prefix === 'gt' ? '>' : '<', value))];
    case 'lt':
    case 'sa':
      return [met(low(prefix === 'lt' ? '<' : '>', value))];
    case 'ge':
      return [met(high('>=', value))];
    case 'le':
      return [met(low('<=', value))];
    case 'ap': {
      // Ten percent to either side, reckoned in decimals so that 5.4 reaches 5.94 and not a rounding error beyond.
      const nine = toNumber(decimal.digits * 9n, decimal.exponent - 1);
      const eleven = toNumber(decimal.digits * 11n, decimal.exponent - 1);
      return [met(low('<=', Math.max(nine, eleven)), high('>=', Math.min(nine, eleven)))];
    }
  }
}

/**
 * Half a unit of the last digit to either side: 5.4 is [5.35, 5.45). R4 gives 1e2 as [95, 105), which are two
 * significant digits although it says one; so a single digit with an exponent counts as two.
 */
function precision({ digits, exponent, scientific }: Decimal): readonly [number, number] {
  const single = scientific && digits > -10n && digits < 10n;
  const scale = single ? 100n : 10n;
  const lastExponent = exponent - (single ? 2 : 1);
  return [toNumber(digits * scale - 5n, lastExponent), toNumber(digits * scale + 5n, lastExponent)];
}

/** The nearest number; never a negative zero. */
function toNumber(digits: bigint, exponent: number): number {
  return Number(`${digits}e${exponent}`) + 0;
}
