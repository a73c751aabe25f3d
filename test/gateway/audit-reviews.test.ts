import { execFileSync } from 'node:child_process';
import { constants } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/core/errors.ts';
import type { Store } from '../../src/store/port.ts';
import { detail, eventsAbout, eventsOf, references } from '../support/audit.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';

let folder: string;
let file: string;
let gateway: TestGateway;
let reviewsFail: Error | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-reviews-test-'));
  file = join(folder, 'logs/audit.log');
  const env = { AUDIT_LOG: file, TENANTS_ALLOWED: 'demo,other,third' };
  gateway = await startTestGateway({ source: smallSample, env, wrap: failingReviews });
  await gateway.warm('demo');
});
afterAll(async () => {
  await gateway.stop();
  await rm(folder, { recursive: true });
});

/** A store whose reviews fail after they were written, when asked to. */
function failingReviews(store: Store): Store {
  return new Proxy(store, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (name !== 'openTenant') return value.bind(target);
      return async (...args: Parameters<Store['openTenant']>) => {
        const collection = await target.openTenant(...args);
        const { updateReviews } = collection;
        collection.updateReviews = async updates => {
          const outcomes = await updateReviews.call(collection, updates);
          if (reviewsFail !== undefined) throw reviewsFail;
          return outcomes;
        };
        return collection;
      };
    },
  });
}

const list =
  'query Worklist { encounters(first: 3) { edges { node { id reviewed patient { id name { family } } } } } }';

async function patientIds(count: number): Promise<string[]> {
  const { data } = await gateway.query(`{ patients(first: ${count}) { edges { node { id } } } }`);
  return data.patients.edges.map(({ node }: { node: { id: string } }) => node.id);
}

describe('a review', () => {
  const review = (id: string, more = '') =>
    gateway.query(
      `mutation R { review(input: { resourceType: PATIENT, id: "${id}" ${more} }) { id reviewed } }`,
    );

  test('is told with what was asked for and how it ended, and what it showed as read', async () => {
    const [id] = await patientIds(1);
    const [read, update] = await eventsAbout(file, (await review(id!)).headers, 2);
    expect(read).toMatchObject({ action: 'R', outcome: '0' });
    expect(references(read!)).toEqual([`Patient/${id}`]);
    expect(update).toMatchObject({ action: 'U', outcome: '0' });
    expect(references(update!)).toEqual([`Patient/${id}`]);
    expect(detail(update!, 'reviewed')).toBe('true');
    expect(update!.outcomeDesc).toBeUndefined();
    const back = await eventsAbout(file, (await review(id!, 'reviewed: false')).headers, 2);
    expect(detail(back[1]!, 'reviewed')).toBe('false');
  });

  test('is answered when its lines are in the file', async () => {
    const [id] = await patientIds(1);
    for (let time = 0; time < 20; time++) {
      const { headers } = await review(id!);
      const told = (await eventsOf(file)).filter(
        event => detail(event, 'requestId') === headers.get('x-request-id'),
      );
      expect(told.map(({ action }) => action)).toEqual(['R', 'U']);
    }
  });

  test('waits for a log that is slow, and no longer than a second', async () => {
    const [id] = await patientIds(1);
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = await open(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    await gateway.restart({ AUDIT_LOG: pipe });
    // More than a pipe holds.
    for (let time = 0; time < 30; time++) await gateway.query(list.replace('first: 3', 'first: 40'));
    let answered = false;
    const answer = review(id!).then(() => {
      answered = true;
    });
    await delay(100);
    expect(answered).toBe(false);
    while (!answered) {
      await reader.read(Buffer.alloc(65_536)).catch(() => undefined);
      await delay(1);
    }
    await answer;
    const metrics = await (await gateway.fetch('/metrics')).text();
    expect(metrics).toMatch(/^gateway_audit_unconfirmed_total 0$/m);
    await gateway.restart();
    await reader.close();
  });

  test('of what is not there, of another version, of what can be no id', async () => {
    const [id] = await patientIds(1);
    const [missing] = await eventsAbout(file, (await review('nobody')).headers);
    expect(missing).toMatchObject({ action: 'U', outcome: '4', outcomeDesc: 'NOT_FOUND' });
    const [conflict] = await eventsAbout(file, (await review(id!, 'expectedVersion: "x"')).headers);
    expect(conflict).toMatchObject({ action: 'U', outcome: '4', outcomeDesc: 'CONFLICT' });
    const [illegal] = await eventsAbout(file, (await review('Müller, born in spring')).headers);
    expect(illegal!.entity[1]!.what).toEqual({ type: 'Patient' });
    expect(JSON.stringify(illegal)).not.toMatch(/ller|born|spring/);
  });

  test('many at once have a line each', async () => {
    const ids = await patientIds(2);
    const inputs = [...ids, 'nobody'].map(id => ({ resourceType: 'PATIENT', id }));
    const { headers } = await gateway.query(
      'mutation Many($inputs: [ReviewInput!]!) { reviewMany(inputs: $inputs) { id error { code } } }',
      { variables: { inputs } },
    );
    const events = await eventsAbout(file, headers, 4);
    const updates = events.filter(({ action }) => action === 'U');
    expect(updates.map(event => [references(event)[0], event.outcome, event.outcomeDesc])).toEqual([
      [`Patient/${ids[0]}`, '0', undefined],
      [`Patient/${ids[1]}`, '0', undefined],
      ['Patient/nobody', '4', 'NOT_FOUND'],
    ]);
  });

  test.each([
    [new GatewayError('STORE_UNAVAILABLE', 'The store is away.'), 'STORE_UNAVAILABLE'],
    [new Error('nobody foresaw it'), 'INTERNAL_SERVER_ERROR'],
  ])('of which nobody knows whether it was written: %s', async (failure, code) => {
    const [id] = await patientIds(1);
    reviewsFail = failure;
    const { headers } = await review(id!).finally(() => {
      reviewsFail = undefined;
    });
    const [event] = await eventsAbout(file, headers);
    expect(event).toMatchObject({ action: 'U', outcome: '8', outcomeDesc: code });
    expect(detail(event!, 'written')).toBe('unknown');
  });
});
