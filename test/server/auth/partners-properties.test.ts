import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPartner, revokeKeys, rotateKeys } from '../../../src/commands/partners-edits.ts';
import { makeKey } from '../../../src/commands/partners-session.ts';
import { GatewayError } from '../../../src/core/errors.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { Partners } from '../../../src/server/auth/partners.ts';
import { type PartnersDocument, parsePartners } from '../../../src/server/auth/partners-file.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { ManualClock } from '../../support/clock.ts';
import { fileOf, newKey, partnerEntry } from '../../support/partners.ts';

let path: string;
beforeAll(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'partners-test-')), 'partners.json');
});
afterAll(() => rm(join(path, '..'), { recursive: true }));

/** What is known of a key without asking the code that is tested. */
interface Given {
  readonly partner: string;
  readonly apiKey: string;
  readonly id: string;
  end: number;
  isRevoked: boolean;
}

const partner = fc.constantFrom('a', 'b', 'c');
const passing = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20_000 }));
const expiry = fc.option(fc.integer({ min: 1, max: 30_000 }), { nil: undefined });
const step = fc.oneof(
  fc.record({ does: fc.constant('add' as const), partner, expiry, passing }),
  fc.record({ does: fc.constant('rotate' as const), partner, expiry, graceMs: fc.nat(15_000), passing }),
  fc.record({ does: fc.constant('revoke' as const), partner, key: fc.option(fc.nat(5)), passing }),
);

test('whatever is done in whatever order: the file is in order, and a key works until it expires or is revoked', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async steps => {
      const clock = new ManualClock();
      let document: PartnersDocument = { partners: [] };
      await writeFile(path, JSON.stringify(document));
      const partners = await Partners.open({ path, clock, logger: silentLogger });
      const given: Given[] = [];
      const worksNow = ({ end, isRevoked }: Given) => !isRevoked && clock.now() < end;
      const of = (id: string) => given.filter(key => key.partner === id);
      const give = (id: string, expires: number | undefined) => {
        const { entry, apiKey } = makeKey(clock.now(), expires);
        given.push({ partner: id, apiKey, id: entry.id, end: expires ?? Infinity, isRevoked: false });
        return entry;
      };
      for (const step of steps) {
        const now = clock.now();
        const isKnown = document.partners.some(({ id }) => id === step.partner);
        if (step.does === 'add' && !isKnown) {
          const entry = give(step.partner, step.expiry && now + step.expiry);
          addPartner(document, partnerEntry({ id: step.partner, keys: [entry] }));
        } else if (step.does === 'rotate' && isKnown) {
          for (const key of of(step.partner).filter(worksNow))
            key.end = Math.min(key.end, now + step.graceMs);
          const entry = give(step.partner, step.expiry && now + step.expiry);
          rotateKeys(document, step.partner, { entry, graceMs: step.graceMs, now });
        } else if (step.does === 'revoke' && isKnown) {
          const only =
            step.key === null ? undefined : of(step.partner)[step.key % of(step.partner).length]!.id;
          for (const key of of(step.partner)) if (only === undefined || key.id === only) key.isRevoked = true;
          revokeKeys(document, step.partner, only, now);
        }
        const text = JSON.stringify(document);
        document = parsePartners(Buffer.from(text));
        expect(JSON.parse(text)).toEqual(document);
        await writeFile(path, text);
        await partners.look();
        expect(partners.status.ok).toBe(true);
        for (const moment of [0, step.passing]) {
          clock.jump(moment);
          for (const key of given)
            expect(answerTo(partners, key.apiKey)).toBe(worksNow(key) ? key.partner : undefined);
        }
        for (const end of given
          .map(key => key.end)
          .filter(end => Number.isFinite(end) && end > clock.now())) {
          clock.jump(end - 1 - clock.now());
          for (const key of given)
            expect(answerTo(partners, key.apiKey)).toBe(worksNow(key) ? key.partner : undefined);
          clock.jump(1);
          for (const key of given)
            expect(answerTo(partners, key.apiKey)).toBe(worksNow(key) ? key.partner : undefined);
          clock.jump(now + step.passing - clock.now());
        }
      }
    }),
    { numRuns: process.env.LONG ? 2_000 : 100 },
  );
});

test('no key that differs from a right one works', async () => {
  const keys = [newKey(), newKey()];
  const rights = keys.map(({ apiKey }) => apiKey);
  await writeFile(path, fileOf(partnerEntry({ keys: keys.map(({ entry }) => entry) })));
  const partners = await Partners.open({ path, clock: new ManualClock(), logger: silentLogger });
  const at = fc.nat(rights[0]!.length);
  const sign = fc.oneof(
    fc.constantFrom(...'0123456789abcdef_A\n\0 '),
    fc.string({ minLength: 1, maxLength: 1, unit: anyCharacter }),
  );
  const change = fc.oneof(
    fc.tuple(at, sign).map(
      ([at, sign]) =>
        (text: string) =>
          text.slice(0, at) + sign + text.slice(at + 1),
    ),
    fc.tuple(at, sign).map(
      ([at, sign]) =>
        (text: string) =>
          text.slice(0, at) + sign + text.slice(at),
    ),
    at.map(at => (text: string) => text.slice(0, at) + text.slice(at + 1)),
    fc.tuple(at, at).map(
      ([at, to]) =>
        (text: string) =>
          text.slice(0, at) + text.slice(to),
    ),
    // Parts of one with parts of the other.
    at.map(at => (text: string) => text.slice(0, at) + rights.find(other => other !== text)!.slice(at)),
    fc.constant((text: string) => text.normalize('NFKD').toUpperCase()),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...rights),
      fc.array(change, { minLength: 1, maxLength: 3 }),
      (right, changes) => {
        const wrong = changes.reduce((text, change) => change(text), right);
        fc.pre(!rights.includes(wrong));
        expect(answerTo(partners, wrong)).toBeUndefined();
      },
    ),
    { numRuns: process.env.LONG ? 200_000 : 5_000 },
  );
});

test('anything at all is a key or refused as UNAUTHENTICATED', async () => {
  await writeFile(path, fileOf());
  const partners = await Partners.open({ path, clock: new ManualClock(), logger: silentLogger });
  const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
  const text = fc.oneof(
    fc.string({ unit: anyCharacter }),
    fc.tuple(hex(12), hex(64)).map(([id, secret]) => `fgw_${id}_${secret}`),
  );
  fc.assert(
    fc.property(text, text => {
      expect(answerTo(partners, text)).toBeUndefined();
    }),
  );
});

/** The partner's id; undefined: refused. */
function answerTo(partners: Partners, apiKey: string): string | undefined {
  try {
    return partners.find(apiKey).id;
  } catch (error) {
    expect(error instanceof GatewayError && error.code).toBe('UNAUTHENTICATED');
    return undefined;
  }
}
