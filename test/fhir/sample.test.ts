import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type SampleOptions,
  type SampleType,
  sampleResources,
  sampleTypes,
  writeSample,
} from '../../src/fhir/sample/index.ts';
import type { Resource } from '../../src/fhir/types.ts';

const anySeed = fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 });

function ndjson(type: SampleType, options: SampleOptions): string {
  return [...sampleResources(type, options)].map(resource => `${JSON.stringify(resource)}\n`).join('');
}

function everything(options: SampleOptions): Resource[] {
  return sampleTypes.flatMap(type => [...sampleResources(type, options)]);
}

/** Every string under a `reference` key. */
function referencesIn(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'reference' && typeof inner === 'string' ? [inner] : referencesIn(inner),
  );
}

describe('sampleResources', () => {
  it('gives the same bytes for the same options, and others for another seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), anySeed, (patients, seed) => {
        for (const type of sampleTypes) {
          const first = ndjson(type, { patients, seed });
          expect(ndjson(type, { patients, seed })).toBe(first);
          expect(ndjson(type, { patients, seed: (seed + 1) | 0 })).not.toBe(first);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('gives the bytes it always gave', () => {
    const hash = createHash('sha256');
    for (const type of sampleTypes) hash.update(ndjson(type, { patients: 40, seed: 1 }));
    // A change here changes everybody's sample data: intended ones only.
    expect(hash.digest('hex')).toBe('c6d7bc455b9a0f0e2c535ee97d7891e2c1fc78e624836c4bde67ca8099603707');
  });

  it('takes a seed signed or unsigned', () => {
    expect(ndjson('Patient', { patients: 3, seed: -1 })).toBe(
      ndjson('Patient', { patients: 3, seed: 0xffffffff }),
    );
  });

  it('gives unique legal ids, and references that lead to resources of the same options', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), anySeed, (patients, seed) => {
        const resources = everything({ patients, seed });
        const keys = new Set(resources.map(({ resourceType, id }) => `${resourceType}/${id}`));
        expect(keys.size).toBe(resources.length);
        for (const { id } of resources) expect(id).toMatch(/^[A-Za-z0-9\-.]{1,64}$/);
        for (const reference of resources.flatMap(referencesIn)) expect(keys).toContain(reference);
      }),
      { numRuns: 25 },
    );
  });

  it('resolves references when there are many communities', () => {
    const options = { patients: 30_000, seed: 5 };
    const keys = new Set<string>();
    for (const type of ['Organization', 'Location', 'Practitioner'] as const) {
      for (const { id } of sampleResources(type, options)) keys.add(`${type}/${id}`);
    }
    let seen = 0;
    for (const encounter of sampleResources('Encounter', options)) {
      for (const reference of referencesIn(encounter)) {
        if (!reference.startsWith('Patient/')) expect(keys.has(reference), reference).toBe(true);
      }
      if (++seen === 5_000) break;
    }
    expect(seen).toBe(5_000);
  });

  it('gives no empty, null or undefined value anywhere, and no reviewed field', () => {
    const check = (value: unknown, path: string) => {
      if (value === undefined || value === null || value === '') throw new Error(`nothing at ${path}`);
      if (typeof value !== 'object') return;
      const entries = Object.entries(value);
      if (entries.length === 0) throw new Error(`empty at ${path}`);
      for (const [key, inner] of entries) check(inner, `${path}.${key}`);
    };
    for (const resource of everything({ patients: 200, seed: 11 })) {
      check(resource, resource.id);
      expect(resource).not.toHaveProperty('reviewed');
      expect(resource.meta).toMatchObject({
        versionId: '1',
        lastUpdated: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      });
    }
  });

  it('makes one resource at a time, whatever the number of patients', () => {
    const options = { patients: 10_000_000, seed: 3 };
    for (const type of ['Patient', 'Encounter'] as const) {
      const before = process.memoryUsage().heapUsed;
      const first = sampleResources(type, options).take(10).toArray();
      expect(first).toHaveLength(10);
      // Ten million of anything would take hundreds of megabytes.
      expect(process.memoryUsage().heapUsed - before).toBeLessThan(50e6);
    }
  });

  it('makes Patients and Encounters of 1.2 to 2 kB on average', () => {
    for (const type of ['Patient', 'Encounter'] as const) {
      const lines = ndjson(type, { patients: 500, seed: 2 }).trimEnd().split('\n');
      const sizes = lines.map(line => Buffer.byteLength(line));
      const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
      expect(mean).toBeGreaterThan(1_200);
      expect(mean).toBeLessThan(2_000);
      expect(Math.min(...sizes)).toBeGreaterThan(900);
      expect(Math.max(...sizes)).toBeLessThan(3_600);
    }
  });

  it.each([
    { patients: 0, seed: 1 },
    { patients: 1.5, seed: 1 },
    { patients: Number.NaN, seed: 1 },
    { patients: 50_000_001, seed: 1 },
    { patients: 1, seed: 0.5 },
    { patients: 1, seed: 2 ** 32 },
    { patients: 1, seed: -(2 ** 31) - 1 },
  ])('refuses $patients patients with seed $seed', options => {
    expect(() => sampleResources('Patient', options).next()).toThrow(RangeError);
  });

  it('bounds the number of houses and practitioners', () => {
    const count = (type: SampleType, patients: number) => {
      let counted = 0;
      for (const _ of sampleResources(type, { patients, seed: 1 })) counted++;
      return counted;
    };
    expect(count('Practitioner', 1)).toBe(5);
    expect(count('Practitioner', 500)).toBe(20);
    expect(count('Practitioner', 10_000_000)).toBe(5_000);
    expect(count('Organization', 1)).toBe(6);
    expect(count('Organization', 10_000_000)).toBe(120);
    expect(count('Location', 10_000_000)).toBe(960);
  });
});

describe('writeSample', () => {
  let out: string;
  beforeEach(async () => {
    out = await mkdtemp(join(tmpdir(), 'sample-'));
  });
  afterEach(() => rm(out, { recursive: true }));

  const options = { patients: 150, seed: 9 };

  it('writes what sampleResources gives, a resource a line, and leaves nothing else', async () => {
    const folder = join(out, 'made', 'for it');
    const counts = await writeSample(folder, options);
    expect((await readdir(folder)).sort()).toEqual(sampleTypes.map(type => `${type}.ndjson`).sort());
    for (const type of sampleTypes) {
      const text = await readFile(join(folder, `${type}.ndjson`), 'utf8');
      expect(text).toBe(ndjson(type, options));
      const resources = text
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line) as Resource);
      expect(resources).toHaveLength(counts[type]);
      expect(resources.every(({ resourceType }) => resourceType === type)).toBe(true);
    }
  });

  it('reports progress in rising counts up to the total of each type', async () => {
    const reports = new Map<string, number[]>();
    const counts = await writeSample(out, options, (type, written) => {
      reports.set(type, [...(reports.get(type) ?? []), written]);
    });
    for (const type of sampleTypes) {
      const seen = reports.get(type) ?? [];
      expect(seen).toEqual([...seen].sort((a, b) => a - b));
      expect(seen.at(-1)).toBe(counts[type]);
    }
    expect(reports.get('Encounter')!.length).toBeGreaterThan(1);
  });

  it('leaves the files of an earlier run alone, and no partial ones, when it fails', async () => {
    await writeFile(join(out, 'Patient.ndjson'), 'earlier');
    const failing = writeSample(out, options, type => {
      if (type === 'Encounter') throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await readdir(out)).toEqual(['Patient.ndjson']);
    expect(await readFile(join(out, 'Patient.ndjson'), 'utf8')).toBe('earlier');
  });

  it('has no file under a final name while it writes', async () => {
    const { readdirSync } = await import('node:fs');
    const names: string[][] = [];
    await writeSample(out, options, () => names.push(readdirSync(out)));
    expect(names.flat().filter(name => name.endsWith('.ndjson'))).toEqual([]);
    expect(names.at(-1)).toContain('Encounter.ndjson.partial');
  });

  it('refuses bad options before it makes anything', async () => {
    await expect(writeSample(join(out, 'none'), { patients: 0, seed: 1 })).rejects.toThrow(RangeError);
    expect(await readdir(out)).toEqual([]);
  });
});
