import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { r4Schema } from './r4-schema.ts';
import { soon } from './soon.ts';

/** The part of an AuditEvent that tests look at. */
export interface AuditEvent {
  readonly action: string;
  readonly outcome: string;
  readonly outcomeDesc?: string;
  readonly type: { readonly code: string };
  readonly agent: readonly {
    readonly type: { readonly text: string };
    readonly who?: { readonly identifier: { readonly system: string; readonly value: string } };
    readonly network?: { readonly address: string };
  }[];
  readonly entity: readonly {
    readonly name?: string;
    readonly what?: { readonly reference?: string; readonly type?: string };
    readonly detail?: readonly { readonly type: string; readonly valueString: string }[];
  }[];
}

/** Lines of a file, each checked against FHIR's schema. */
export async function eventsOf(path: string): Promise<readonly AuditEvent[]> {
  const text = await readFile(path, 'utf8');
  return text.split('\n').slice(0, -1).map(parseEvent);
}

export function parseEvent(line: string): AuditEvent {
  const isEvent = r4Schema('AuditEvent');
  const event = JSON.parse(line) as AuditEvent;
  isEvent(event);
  expect(isEvent.errors ?? []).toEqual([]);
  return event;
}

/** What was told of one request, once there is anything. */
export function eventsAbout(path: string, headers: Headers, count = 1): Promise<readonly AuditEvent[]> {
  // To compile it takes seconds, which are no waiting.
  r4Schema('AuditEvent');
  return soon(async () => {
    const found = (await eventsOf(path)).filter(
      event => detail(event, 'requestId') === headers.get('x-request-id'),
    );
    expect(found).toHaveLength(count);
    return found;
  });
}

/** References of all resources. */
export function references({ entity }: AuditEvent): readonly string[] {
  return entity.flatMap(({ what }) => what?.reference ?? []);
}

/** Of whichever entity has it. */
export function detail({ entity }: AuditEvent, name: string): string | undefined {
  return entity.flatMap(({ detail: all = [] }) => all).find(({ type }) => type === name)?.valueString;
}
