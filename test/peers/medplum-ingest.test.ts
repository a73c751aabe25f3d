import { expect, test } from 'vitest';
import type { Resource } from '../../src/fhir/types.ts';
import { encounter, Workbench } from '../ingest/workbench.ts';
import { changesOf, countsOf, expectMaster, ingestFrom, keysOf, peerSample } from './ingest-peer.ts';
import { MedplumServer } from './medplum-server.ts';

test("Medplum's resources, and what becomes of them", async () => {
  await using medplum = await MedplumServer.start(peerSample);
  // Some pages of each type.
  medplum.maxCount = 40;
  await using bench = await Workbench.open();
  const first = await ingestFrom(bench, medplum.base);
  expect(first).toMatchObject({ counts: countsOf(peerSample), duplicates: 0, rejected: 0, skipped: {} });
  await expectMaster(bench, peerSample);

  const patient = peerSample.find(({ resourceType }) => resourceType === 'Patient')!;
  const [gone] = peerSample.filter(({ resourceType }) => resourceType === 'Encounter');
  const changed = { ...patient, birthDate: '1999-12-31' } as unknown as Resource;
  const added = encounter('added');
  await medplum.put(changed);
  await medplum.put(added);
  await medplum.delete('Encounter', gone!.id);
  const refreshed = await ingestFrom(bench, medplum.base, { refresh: true });
  expect(changesOf(refreshed)).toEqual({
    Patient: { added: 0, changed: 1, deleted: 0 },
    Encounter: { added: 1, changed: 0, deleted: 0 },
  });

  const pruned = await ingestFrom(bench, medplum.base, { refresh: true, prune: true });
  expect(changesOf(pruned)).toEqual({ Encounter: { added: 0, changed: 0, deleted: 1 } });
  const kept = peerSample.filter(each => each !== gone && each !== patient);
  await expectMaster(bench, [...kept, changed, added]);
  expect(await bench.master(...keysOf([gone!]))).toEqual([undefined]);
});
