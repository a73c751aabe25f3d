import { afterEach, expect, test } from 'vitest';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
afterEach(() => gateway.stop());

test('what was read last is read ahead the next time, also when it was found in the cache', async () => {
  gateway = await startTestGateway({ source: smallSample });
  const read = (id: string) => gateway.query(`{ patient(id: "${id}") { id gender } }`);
  const cool = () => gateway.query('mutation { coolDownTenant { state } }');
  await gateway.warm('demo');
  await read('patient-5');
  await cool();
  await gateway.warm('demo');
  const { get = 0 } = await gateway.storeCalls();
  await read('patient-5');
  expect((await gateway.storeCalls()).get ?? 0).toBe(get);
  await read('patient-6');
  await cool();
  const recent = await gateway.store.system.get('_system/recent/demo');
  expect(recent?.value).toEqual(['Patient/patient-5', 'Patient/patient-6']);
});
