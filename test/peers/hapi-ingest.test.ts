import { expect, test } from 'vitest';
import type { Resource } from '../../src/fhir/types.ts';
import { Workbench } from '../ingest/workbench.ts';
import { Hapi, whyNoHapi } from './hapi.ts';
import { changesOf, countsOf, expectMaster, ingestFrom, peerSample } from './ingest-peer.ts';

const reason = whyNoHapi();

/** HAPI writes narratives anew: the same XHTML, in which an apostrophe is one. */
const asHapi = (resource: Resource): Resource =>
  JSON.parse(JSON.stringify(resource).replaceAll('&#39;', "'"));

// A Java process starts, on a machine that may be busy.
const timeout = 120_000;

test.skipIf(reason !== undefined)(
  `HAPI FHIR's resources${reason === undefined ? '' : ` (${reason})`}`,
  { timeout },
  async () => {
    await using hapi = await Hapi.start(peerSample);
    await using bench = await Workbench.open();
    const first = await ingestFrom(bench, hapi.base);
    expect(first).toMatchObject({ counts: countsOf(peerSample), duplicates: 0, rejected: 0, skipped: {} });
    await expectMaster(bench, peerSample.map(asHapi));

    const patient = peerSample.find(({ resourceType }) => resourceType === 'Patient')!;
    const changed = { ...patient, birthDate: '1999-12-31' } as unknown as Resource;
    await hapi.put(changed);
    const refreshed = await ingestFrom(bench, hapi.base, { refresh: true });
    expect(changesOf(refreshed)).toEqual({ Patient: { added: 0, changed: 1, deleted: 0 } });
    await expectMaster(bench, [...peerSample.filter(each => each !== patient), changed].map(asHapi));
  },
);
