import v8 from 'node:v8';
import vm from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { soon } from '../support/soon.ts';

v8.setFlagsFromString('--expose-gc');
const collectGarbage: () => void = vm.runInNewContext('gc');

const logged: Record<string, unknown>[] = [];
const log = (fields: object) => void logged.push({ ...fields });
const logger = { debug: log, info: log, warn: log, error: log };

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ source: smallSample, logger });
  await gateway.warm('demo');
});
afterAll(() => gateway.stop());

/** Bytes in use once `count` documents of 95,000 characters have been answered. */
async function heapAfter(count: number, from: number): Promise<number> {
  for (let place = from; place < from + count; place++) {
    const query = `query ANameWithANumber${place} { patient(id: "patient-1") { id } } # ${'x'.repeat(95_000)}`;
    const { data } = await gateway.query(query);
    expect(data).toEqual({ patient: { id: 'patient-1' } });
  }
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

test('an answer that is kept does not keep the text that it answers', async () => {
  const before = await heapAfter(200, 0);
  const after = await heapAfter(400, 200);
  expect((after - before) / 1e6).toBeLessThan(15);
}, 60_000);

test('a name that is a text is cut in the log', async () => {
  const name = `N${'x'.repeat(90_000)}`;
  await gateway.query(`query ${name} { patient(id: "patient-1") { id } }`);
  await soon(() => expect(logged.some(({ operation }) => operation === name.slice(0, 256))).toBe(true));
});
