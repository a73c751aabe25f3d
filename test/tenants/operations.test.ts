import { beforeEach, expect, test } from 'vitest';
import { Ending } from '../../src/core/ending.ts';
import { GatewayError } from '../../src/core/errors.ts';
import { parseTenantId } from '../../src/core/ids.ts';
import { TenantLabels } from '../../src/metrics/tenants.ts';
import { Operations, operationDeadlineMs } from '../../src/tenants/operations.ts';
import { Rotation } from '../../src/tenants/rotation.ts';
import { ManualClock } from '../support/clock.ts';

const a = parseTenantId('a');
const b = parseTenantId('b');

let clock: ManualClock;
let turns: (() => void)[];
let operations: Operations;
let began: string[];

beforeEach(() => {
  clock = new ManualClock();
  turns = [];
  began = [];
  // No time is left in any turn, so that all wait.
  let now = 0;
  const rotation = new Rotation({ now: () => (now += 10), nextTurn: run => void turns.push(run) });
  rotation.call('before', () => undefined);
  operations = new Operations({ clock, rotation, maxWaiting: 2, tenantLabels: new TenantLabels() });
});

const enter = (id: typeof a, name: string, asker = new Ending()) =>
  Promise.resolve(operations.turn(id, asker)).then(
    () => void began.push(name),
    error => (error instanceof GatewayError ? error : (error as Error).message),
  );
const runAll = async () => {
  while (turns.length > 0) {
    for (const run of turns.splice(0)) run();
    await Promise.resolve();
  }
};

test('operations begin in turn among tenants', async () => {
  const all = [enter(a, 'a1'), enter(a, 'a2'), enter(b, 'b1'), enter(b, 'b2')];
  expect([...operations.waiting()]).toEqual([
    ['a', 2],
    ['b', 2],
  ]);
  await runAll();
  await Promise.all(all);
  expect(began).toEqual(['a1', 'b1', 'a2', 'b2']);
  expect(operations.waiting().size).toBe(0);
});

test('a tenant of which too many wait is refused, and told how long the next has waited', async () => {
  const served = [enter(a, 'a1'), enter(a, 'a2')];
  clock.jump(2_500);
  expect(await enter(a, 'a3')).toMatchObject({ code: 'TENANT_BUSY', httpStatus: 429, retryAfterSeconds: 3 });
  const other = enter(b, 'b1');
  await runAll();
  await Promise.all([...served, other]);
  expect(began.sort()).toEqual(['a1', 'a2', 'b1']);
});

test('an operation that has waited too long is refused, and the next one served', async () => {
  const late = enter(a, 'a1');
  clock.jump(operationDeadlineMs + 1);
  const inTime = enter(a, 'a2');
  await runAll();
  expect(await late).toMatchObject({ code: 'DEADLINE_EXCEEDED', httpStatus: 504 });
  await inTime;
  expect(began).toEqual(['a2']);
  expect(operations.waiting().size).toBe(0);
});

test('an operation whose client goes away leaves its place to another', async () => {
  const controller = new Ending();
  const gone = enter(a, 'a1', controller);
  const stays = enter(a, 'a2');
  controller.abort(new Error('gone'));
  expect(await gone).toBe('gone');
  const next = enter(a, 'a3');
  await runAll();
  await Promise.all([stays, next]);
  expect(began).toEqual(['a2', 'a3']);
});
