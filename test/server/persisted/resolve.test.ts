import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PersistedMode } from '../../../src/config.ts';
import { GatewayError, toErrorEntry } from '../../../src/core/errors.ts';
import { parseTenantId } from '../../../src/core/ids.ts';
import type { Caller } from '../../../src/graphql/context.ts';
import { buildSchema } from '../../../src/graphql/schema.ts';
import type { Asked } from '../../../src/server/persisted/asked.ts';
import { AutomaticQueries } from '../../../src/server/persisted/automatic.ts';
import { RegisteredOperations } from '../../../src/server/persisted/registered.ts';
import { registerOperations } from '../../../src/server/persisted/registering.ts';
import { resolve } from '../../../src/server/persisted/resolve.ts';
import { unrestricted } from '../../../src/services/permissions.ts';
import { sha256 } from '../../support/operations.ts';

const mine = 'query Mine($id: ID!) { patient(id: $id) { id } }';
const others = 'query Others { tenant { id } }';
const sent = 'query Sent { tenant { state } }';
const unknown = 'query Unknown { tenant { progress } }';

const entry = (id: string, text: string) => ({ id, text, name: undefined, type: undefined });
const { operations } = registerOperations(
  [
    { name: 'clinic', file: 'clinic.json', entries: [entry('mine', mine)] },
    { name: 'payer', file: 'payer.json', entries: [entry(sha256(others), others)] },
  ],
  buildSchema(),
);
const registered = new RegisteredOperations(operations);

const tenant = parseTenantId('demo');
const automatic = new AutomaticQueries();
automatic.keep(tenant, sha256(sent), sent);
automatic.keep(parseTenantId('other'), sha256(unknown), unknown);

const caller: Caller = { kind: 'user', tenant, reviewer: 'r', permissions: unrestricted };
const partner = (...granted: string[]): Caller => ({
  ...caller,
  kind: 'partner',
  partner: { id: 'p', operations: new Set(granted), rateLimit: undefined },
});

/** What becomes of it: an operation's name, what Apollo is left to, or a code. */
function outcome(asked: Partial<Asked>, mode: PersistedMode, by: Caller = caller): string {
  const all = {
    text: undefined,
    documentId: undefined,
    sha256Hash: undefined,
    variables: {},
    inUrl: false,
    ...asked,
  };
  try {
    const { operation, automatic: found, unregistered } = resolve(all, by, { mode, registered, automatic });
    if (operation !== undefined) return operation.name!;
    if (found !== undefined) return 'automatic';
    return unregistered === undefined ? 'Apollo' : 'unregistered';
  } catch (error) {
    if (error instanceof GatewayError) return error.code;
    return (error as Error).message;
  }
}

const required = 'PERSISTED_QUERY_ID_REQUIRED';
const notInList = 'PERSISTED_QUERY_NOT_IN_LIST';
const notSafe = 'QUERY_NOT_IN_SAFELIST';
const mismatch = 'provided sha does not match query';
const different = 'documentId and extensions.persistedQuery are of different operations.';
const modes = ['off', 'log', 'safelist', 'require-id'] as const;

describe('what a mode makes of a request', () => {
  // biome-ignore format: a table
  test.each<[string, Partial<Asked>, readonly [off: string, log: string, safelist: string, requireId: string]]>([
    ['nothing', {}, ['Apollo', 'Apollo', 'Apollo', 'Apollo']],
    ['an id', { documentId: 'mine' }, ['Mine', 'Mine', 'Mine', 'Mine']],
    ['an id with its algorithm', { documentId: `sha256:${sha256(others)}` }, ['Others', 'Others', 'Others', 'Others']],
    ['a hash', { sha256Hash: sha256(mine) }, ['Mine', 'Mine', 'Mine', 'Mine']],
    ['an id as a hash', { sha256Hash: 'mine' }, ['Mine', 'Mine', 'Mine', 'Mine']],
    ['both of the same', { documentId: 'mine', sha256Hash: sha256(mine) }, ['Mine', 'Mine', 'Mine', 'Mine']],
    ['a registered text', { text: mine }, ['Mine', 'Mine', 'Mine', required]],
    ['it with its id', { text: mine, documentId: 'mine' }, ['Mine', 'Mine', 'Mine', required]],
    ['it with its hash', { text: mine, sha256Hash: sha256(mine) }, ['Mine', 'Mine', 'Mine', required]],
    ['it with a space more', { text: `${mine} ` }, ['unregistered', 'unregistered', notSafe, required]],
    ['no text', { text: '' }, ['unregistered', 'unregistered', notSafe, required]],
    ['another text', { text: unknown }, ['unregistered', 'unregistered', notSafe, required]],
    ['it with its hash', { text: unknown, sha256Hash: sha256(unknown) }, ['unregistered', 'unregistered', notSafe, required]],
    ['an unknown id', { documentId: 'nothing' }, [notInList, notInList, notInList, notInList]],
    ['an id without a character', { documentId: '' }, [notInList, notInList, notInList, notInList]],
    ['it with a registered text', { documentId: 'nothing', text: mine }, [notInList, notInList, notInList, required]],
    ['an unknown hash', { sha256Hash: sha256(unknown) }, ['Apollo', 'Apollo', notInList, notInList]],
    ['one that was sent before', { sha256Hash: sha256(sent) }, ['automatic', 'automatic', notInList, notInList]],
    ['it as an id', { documentId: sha256(sent) }, [notInList, notInList, notInList, notInList]],
    ['two operations', { documentId: 'mine', sha256Hash: sha256(others) }, [different, different, different, different]],
    ['an id and an unknown hash', { documentId: 'mine', sha256Hash: 'x' }, [notInList, notInList, notInList, notInList]],
    ['a hash and an unknown id', { documentId: 'x', sha256Hash: 'mine' }, [notInList, notInList, notInList, notInList]],
    ['an id of another text', { documentId: 'mine', text: others }, [mismatch, mismatch, mismatch, required]],
    ['a hash of another text', { sha256Hash: sha256(mine), text: others }, [mismatch, mismatch, mismatch, required]],
    ['a hash that is unknown of another text', { sha256Hash: sha256(sent), text: mine }, [mismatch, mismatch, mismatch, required]],
    ['a variable that is not declared', { documentId: 'mine', variables: { id: 1, x: 1 } }, ['Mine', 'Mine', 'Mine', 'Mine']],
  ])('%s: %j', (_, asked, expected) => {
    expect(modes.map(mode => outcome(asked, mode))).toEqual(expected);
  });
});

describe('a partner, in whatever mode', () => {
  // biome-ignore format: a table
  test.each<[string, Partial<Asked>, Caller, string]>([
    ['calls what an id grants', { documentId: 'mine' }, partner('mine'), 'Mine'],
    ['calls it by another of its ids', { sha256Hash: sha256(mine) }, partner('sha256:mine'), 'Mine'],
    ['calls what the hash of its text grants', { documentId: 'mine' }, partner(sha256(mine)), 'Mine'],
    ['calls what a manifest grants', { documentId: 'mine' }, partner('clinic'), 'Mine'],
    ['calls all where nothing is said', { documentId: 'mine' }, { ...partner(), partner: { id: 'p', operations: undefined, rateLimit: undefined } }, 'Mine'],
    ['calls nothing where nothing is granted', { documentId: 'mine' }, partner(), notInList],
    ['calls nothing without terms', { documentId: 'mine' }, { ...caller, kind: 'partner' }, notInList],
    ['does not call what is another’s', { documentId: sha256(others) }, partner('clinic'), notInList],
    ['does not call it by a manifest’s name', { documentId: 'clinic' }, partner('clinic'), notInList],
    ['does not call what is unknown', { documentId: 'nothing' }, partner('clinic'), notInList],
    ['does not call what others have sent', { sha256Hash: sha256(sent) }, partner('clinic'), notInList],
    ['does not hear that another’s is another one', { documentId: 'mine', sha256Hash: sha256(others) }, partner('clinic'), notInList],
    ['sends no text', { text: unknown }, partner('clinic'), required],
    ['sends no registered text', { text: mine }, partner('clinic'), required],
    ['sends no text beside its id', { text: mine, documentId: 'mine' }, partner('clinic'), required],
    ['sends no text to register it', { text: unknown, sha256Hash: sha256(unknown) }, partner('clinic'), required],
    ['gives what is declared', { documentId: 'mine', variables: { id: 1 } }, partner('clinic'), 'Mine'],
    ['gives nothing else', { documentId: 'mine', variables: { id: 1, ID: 1 } }, partner('clinic'), 'BAD_USER_INPUT'],
  ])('%s: %j', (_, asked, by, expected) => {
    for (const mode of modes) expect(outcome(asked, mode, by)).toBe(expected);
  });

  test('is told of another’s operation exactly what he is told of none', () => {
    const told = (documentId: string) => {
      try {
        const asked = {
          text: undefined,
          documentId,
          sha256Hash: undefined,
          variables: { x: 1 },
          inUrl: false,
        };
        return resolve(asked, partner('clinic'), { mode: 'off', registered, automatic });
      } catch (error) {
        return [toErrorEntry(error as GatewayError), (error as GatewayError).httpStatus];
      }
    };
    expect(told(sha256(others))).toEqual(told(sha256(unknown)));
    expect(told(sha256(others))).toMatchObject([{ extensions: { code: notInList } }, 404]);
  });
});

const asking = fc.record({
  text: fc.option(fc.constantFrom(mine, others, sent, unknown, ''), { nil: undefined }),
  documentId: fc.option(fc.constantFrom('mine', sha256(mine), sha256(others), sha256(sent), 'clinic', ''), {
    nil: undefined,
  }),
  sha256Hash: fc.option(
    fc.constantFrom('mine', sha256(mine), sha256(others), sha256(sent), sha256(unknown)),
    { nil: undefined },
  ),
  variables: fc.subarray(['id', 'x']).map(names => Object.fromEntries(names.map(name => [name, 1]))),
  inUrl: fc.boolean(),
});

test('whatever is asked: what is executed is registered, granted and what every id and text says', () => {
  fc.assert(
    fc.property(asking, fc.constantFrom(...modes), fc.boolean(), (asked, mode, isPartner) => {
      let resolved: ReturnType<typeof resolve>;
      try {
        resolved = resolve(asked, isPartner ? partner('clinic') : caller, { mode, registered, automatic });
      } catch {
        return;
      }
      const { operation, automatic: found, unregistered } = resolved;
      const nothing =
        asked.text === undefined && asked.documentId === undefined && asked.sha256Hash === undefined;
      if (isPartner && !nothing) expect([operation?.name, asked.text]).toEqual(['Mine', undefined]);
      if (mode === 'require-id' && !nothing)
        expect([operation === undefined, asked.text]).toEqual([false, undefined]);
      if (mode === 'safelist' && !nothing) expect(operation).toBeDefined();
      if (found !== undefined) expect(sha256(found)).toBe(unregistered);
      if (operation === undefined) return;
      if (asked.text !== undefined) expect(asked.text).toBe(operation.text);
      for (const id of [asked.documentId, asked.sha256Hash]) {
        if (id !== undefined) expect(registered.find(id)).toBe(operation);
      }
    }),
    { numRuns: 2_000 },
  );
});
