import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { ChangingSource } from '../ingest/server.ts';
import { patient } from '../ingest/workbench.ts';
import { ingestInto, startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway | undefined;
afterEach(async () => {
  await gateway?.stop();
  gateway = undefined;
});

test('a refresh of master reaches a tenant with its own: what has changed is unreviewed, the rest stays', async () => {
  const source = new ChangingSource().put(...['same', 'other', 'gone'].map(id => patient(id)));
  gateway = await startTestGateway({ source });
  const { query, store, folder } = gateway;
  await gateway.warm('demo');
  const demo = { tenant: 'demo' };
  const patients = async () => {
    const { data } = await query('{ patients { edges { node { id active reviewed } } } }', demo);
    return data.patients.edges.map(({ node }: { node: object }) => node);
  };
  for (const id of ['same', 'other', 'gone']) {
    await query(`mutation { review(input: { resourceType: PATIENT, id: "${id}" }) { reviewed } }`, demo);
  }
  source.put(patient('other', { active: true }), patient('new')).delete('Patient/gone');
  const seen: unknown[] = [];
  source.before = async () => {
    seen.push((await gateway!.fetch('/health/ready')).status, (await patients()).length);
  };
  await ingestInto(store, source, folder, systemClock, true);
  expect(source.asked.at(-1)).toEqual({ from: undefined, since: '3' });
  // All along it served, and what it had served before.
  expect(seen).toEqual([200, 3, 200, 3, 200, 3]);
  expect(await patients()).toHaveLength(3);
  const { data } = await query('{ tenant { drift { added changed deleted } } }', demo);
  expect(data.tenant.drift).toEqual({ added: 1, changed: 1, deleted: 1 });
  await query('mutation { warmUpTenant(refresh: true) { state } }', demo);
  const now = await patients();
  expect(now).toHaveLength(3);
  expect(now).toEqual(
    expect.arrayContaining([
      { id: 'same', active: null, reviewed: true },
      { id: 'other', active: true, reviewed: false },
      { id: 'new', active: null, reviewed: false },
    ]),
  );
});
