import type { Random } from '../../../src/fhir/sample/random.ts';

/** What tells one tenant's copy from every other one, in each kind of value that a resource may have. */
export interface Mark {
  readonly owner: string;
  /** From 0; below `days`. */
  readonly place: number;
  /** For text: of one length for all tenants, so that none is the beginning of another. */
  readonly text: string;
  /** For digits behind a point: of seconds, and of decimals. */
  readonly fraction: string;
}

/** Dates without a time are marked by the rest that their day leaves when divided by this. */
export const days = 64;
const dayMs = 86_400_000;
const letters = 'abcdefghijklmnop';

/** The marks of all tenants, and what finds them in an answer. */
export class Marks {
  readonly all: readonly Mark[];
  readonly #byText: ReadonlyMap<string, Mark>;

  constructor(owners: readonly string[], random: Random) {
    if (owners.length > days) throw new Error('There are more tenants than marks of days');
    this.all = owners.map((owner, place) => ({
      owner,
      place,
      text: `zq${Array.from({ length: 8 }, () => random.pick([...letters])).join('')}qz`,
      fraction: `777${100 + place}777`,
    }));
    this.#byText = new Map(this.all.map(mark => [mark.text, mark]));
    if (this.#byText.size < owners.length) throw new Error('Two tenants have the same mark');
  }

  /** Every mark in a text, also where the text hides it in base64, from whichever letter on that is read. */
  find(text: string): Set<Mark> {
    const found = new Set<Mark>();
    this.#note(text, found);
    for (const [, encoded = ''] of text.matchAll(/"(?:1\.)?([\w+/-]{16,}={0,2})"/g)) {
      for (const from of [0, 1, 2, 3]) {
        this.#note(Buffer.from(encoded.slice(from), 'base64url').toString('latin1'), found);
      }
    }
    for (const [, date] of text.matchAll(/"(\d{4}-\d\d-\d\d)"/g)) {
      this.#noteAt((((Date.parse(date!) / dayMs) % days) + days) % days, found);
    }
    return found;
  }

  #note(text: string, found: Set<Mark>): void {
    for (const [word] of text.matchAll(/zq[a-p]{8}qz/gi)) {
      const mark = this.#byText.get(word.toLowerCase());
      if (mark !== undefined) found.add(mark);
    }
    for (const [, place] of text.matchAll(/777([1-9]\d\d)777/g)) this.#noteAt(Number(place) - 100, found);
    for (const [, place] of text.matchAll(/"only-(\d+)-\d+"/g)) this.#noteAt(Number(place), found);
  }

  #noteAt(place: number, found: Set<Mark>): void {
    const mark = this.all[place];
    if (mark !== undefined) found.add(mark);
  }
}

/** Ids that one tenant alone has. In a search they are other tenants' as much as the mark itself. */
export const onlyId = ({ place }: Mark, number: number) => `only-${place}-${number}`;
export const markedId = ({ text }: Mark, number: number) => `${text}-${number}`;
/** Of every resource of the tenant. */
export const versionOf = ({ text }: Mark) => `${text}-7`;

const moment = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const day = /^\d{4}-\d\d-\d\d$/;
const texts = new Set(
  'display text value family given prefix suffix line city district state postalCode country name alias comment description unit'.split(
    ' ',
  ),
);

const decimals = new Set(['value', 'longitude', 'latitude']);

/** The same with the mark in every text, moment, date and decimal. */
export function marked(value: unknown, mark: Mark, key = ''): unknown {
  if (Array.isArray(value)) return value.map(entry => marked(entry, mark, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, marked(inner, mark, name)]),
    );
  }
  if (typeof value === 'number') {
    return decimals.has(key) ? Number(`${Math.trunc(value)}.${mark.fraction}`) : value;
  }
  if (typeof value !== 'string') return value;
  if (key === 'div') return value.replace('</div>', `<p>${mark.text}</p></div>`);
  if (texts.has(key)) return `${value} ${mark.text}`;
  const [, seconds, zone] = moment.exec(value) ?? [];
  if (seconds !== undefined) return `${seconds}.${mark.fraction}${zone}`;
  if (!day.test(value)) return value;
  return key === 'birthDate' ? markedDay(value, mark) : `${value}T00:00:00.${mark.fraction}Z`;
}

function markedDay(date: string, { place }: Mark): string {
  const from = Math.floor(Date.parse(date) / dayMs / days) * days;
  return new Date((from + place) * dayMs).toISOString().slice(0, 10);
}
