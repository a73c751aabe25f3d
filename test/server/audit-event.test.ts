import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ResourceKey, resourceKey } from '../../src/core/ids.ts';
import {
  type Asker,
  beginning,
  type Event,
  EventLine,
  end,
  ReadLine,
  readBy,
  resourceEnd,
  resourceEnds,
} from '../../src/server/audit/event.ts';
import type { Line } from '../../src/server/audit/line-buffer.ts';
import { anyCharacter } from '../support/any-character.ts';
import { detail, parseEvent, references } from '../support/audit.ts';

const line = (event: Event, lineEnd: Buffer = end) => beginning(event) + lineEnd.toString();
const at = Date.parse('2026-11-21T10:00:00Z');
const by: Asker = {
  ...{ kind: 'user', agent: { system: 'https://id.example', name: 'ann' }, address: '127.0.0.1' },
  ...{ requestId: 'r1', tenant: 'demo' },
  operation: { name: 'Worklist', id: 'a1', kind: 'query' },
};
const id = fc.stringMatching(/^[A-Za-z0-9\-.]{1,64}$/);
const few = fc.array(
  id.map(each => resourceKey('Patient', each)),
  { maxLength: 5 },
);
const keys = fc.array(
  id.map(each => resourceKey('Patient', each)),
  { maxLength: 200 },
);

test('an event says who, from where, for which tenant, by which operation and what', () => {
  const event = parseEvent(
    line(
      { what: 'read', at, by, outcome: '0', codes: [] },
      resourceEnds(['Patient/1' as ResourceKey], 100)[0],
    ),
  );
  expect(event).toMatchObject({
    action: 'R',
    recorded: '2026-11-21T10:00:00.000Z',
    outcome: '0',
    agent: [
      {
        type: { text: 'user' },
        who: { identifier: { system: 'https://id.example', value: 'ann' } },
        requestor: true,
        network: { address: '127.0.0.1', type: '2' },
      },
    ],
  });
  expect(event.entity[0]?.name).toBe('Worklist');
  const details = ['tenant', 'kind', 'operationId', 'requestId'].map(name => detail(event, name));
  expect(details).toEqual(['demo', 'query', 'a1', 'r1']);
  expect(references(event)).toEqual(['Patient/1']);
});

test('whoever is not known has no name, and what is not known is left out', () => {
  const unknown: Asker = {
    ...{ kind: 'unknown', agent: undefined, address: undefined, requestId: 'r', tenant: undefined },
    operation: { name: undefined, id: undefined, kind: undefined },
  };
  const event = parseEvent(
    line({ what: 'unauthenticated', at, by: unknown, outcome: '4', codes: ['UNAUTHENTICATED'] }),
  );
  expect(event.agent).toEqual([{ type: { text: 'unknown' }, requestor: true }]);
  expect(event.outcomeDesc).toBe('UNAUTHENTICATED');
  expect(event.type.code).toBe('110114');
});

function bytesOf(given: Line): string {
  const bytes = Buffer.alloc(given.length + 2, '#');
  given.copyTo(bytes, 1);
  return bytes.toString();
}

describe('always', () => {
  test('a line is one line and an AuditEvent, whatever names are made of', () => {
    const text = fc
      .string({ unit: anyCharacter, minLength: 1, maxLength: 300 })
      .filter(each => /\S/.test(each));
    fc.assert(
      fc.property(text, text, few, (name, operation, read) => {
        const asker = {
          ...by,
          agent: { system: 'partners', name },
          operation: { ...by.operation, name: operation },
        };
        for (const lineEnd of [
          end,
          ...resourceEnds(read, 1e6),
          resourceEnd('Patient', undefined, { reviewed: 'true' }),
        ]) {
          const made = line({ what: 'review', at, by: asker, outcome: '8', codes: ['A', 'B'] }, lineEnd);
          expect(made.indexOf('\n')).toBe(made.length - 1);
          expect(JSON.parse(made)).toMatchObject({ resourceType: 'AuditEvent' });
          expect(made.length).toBeLessThan(20_000);
        }
      }),
    );
  });

  test('a read that lies ready is told as any other', () => {
    const text = fc
      .string({ unit: anyCharacter, minLength: 1, maxLength: 300 })
      .filter(each => /\S/.test(each));
    const requestId = fc.stringMatching(/^[\w.-]{1,64}$/);
    const ms = fc.integer({ min: 0, max: 4e12 });
    fc.assert(
      fc.property(text, text, few, fc.array(fc.tuple(requestId, ms)), (name, operation, read, times) => {
        const asker = {
          ...by,
          agent: { system: 'https://id.example.org', name },
          operation: { ...by.operation, name: operation },
        };
        const details = { part: '1/2' };
        const lineEnd = resourceEnds(read, 1e6)[0] ?? end;
        const ready = new ReadLine(asker, details, lineEnd);
        for (const [id, time] of times) {
          const event = { what: 'read', at: time, outcome: '0', codes: [], details } as const;
          const said = beginning({ ...event, by: { ...asker, requestId: id } });
          expect(bytesOf(ready.of(time, readBy(asker), id))).toEqual(bytesOf(new EventLine(said, lineEnd)));
        }
      }),
    );
  });

  test('ends hold every resource once, in order, and are no longer than asked for', () => {
    fc.assert(
      fc.property(keys, fc.integer({ min: 100, max: 5_000 }), (read, max) => {
        const ends = resourceEnds(read, max);
        const told = ends.flatMap(
          each => JSON.parse(`[{}${each.toString().slice(0, -2)}`) as { what?: { reference: string } }[],
        );
        expect(told.flatMap(({ what }) => what?.reference ?? [])).toEqual(read);
        for (const { length } of ends) expect(length).toBeLessThanOrEqual(max + ']}\n'.length);
      }),
    );
  });
});
