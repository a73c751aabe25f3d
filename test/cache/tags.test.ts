import { describe, expect, test } from 'vitest';
import { everything, invalidatedBy, isTag, tags, type Write } from '../../src/cache/tags.ts';
import { resourceKey } from '../../src/core/ids.ts';

const patient = resourceKey('Patient', '1');
const encounter = resourceKey('Encounter', 'e1');
const doctor = resourceKey('Practitioner', 'd1');
const invalidated = (...writes: Write[]) => [...(invalidatedBy(writes) ?? [])].sort();

test('tags say what they are of', () => {
  expect([
    tags.tenant('content'),
    tags.type('content', 'Patient'),
    tags.related('review', 'Encounter', patient),
    tags.resource('review', patient),
  ]).toEqual(['content tenant', 'content patients', 'review encounters of Patient/1', 'review Patient/1']);
});

describe('what a write invalidates', () => {
  test('a creation: that there was none, the lists, the tenant, and the lists of what it refers to', () => {
    expect(invalidated({ kind: 'create', key: encounter, refersTo: [patient, doctor] })).toEqual([
      'content Encounter/e1',
      'content encounters',
      'content encounters of Patient/1',
      'content encounters of Practitioner/d1',
      'content tenant',
      'review Encounter/e1',
      'review encounters',
      'review encounters of Patient/1',
      'review encounters of Practitioner/d1',
      'review tenant',
    ]);
  });

  test.each(['update', 'delete'] as const)('%s: the resource, the lists, the tenant, the relations', kind => {
    expect(invalidated({ kind, key: encounter, refersTo: [patient] })).toEqual([
      'content Encounter/e1',
      'content encounters',
      'content encounters of Patient/1',
      'content tenant',
      'review Encounter/e1',
      'review encounters',
      'review encounters of Patient/1',
      'review tenant',
    ]);
  });

  test('a review: only what depends on review states', () => {
    expect(invalidated({ kind: 'review', key: patient })).toEqual([
      'review Patient/1',
      'review patients',
      'review tenant',
    ]);
  });

  test('bulk: everything, whatever else was written', () => {
    expect(invalidatedBy([{ kind: 'review', key: patient }, { kind: 'bulk' }])).toBe(everything);
  });

  test('many writes: what each does, once; none: nothing', () => {
    const writes: Write[] = [patient, patient, doctor].map(key => ({ kind: 'review', key }));
    expect(invalidated(...writes)).toEqual([
      'review Patient/1',
      'review Practitioner/d1',
      'review patients',
      'review practitioners',
      'review tenant',
    ]);
    expect(invalidatedBy([])).toEqual([]);
  });
});

test('names of another process are tags only when they look so', () => {
  const made = invalidatedBy([{ kind: 'update', key: encounter, refersTo: [patient] }])!;
  expect(made.every(isTag)).toBe(true);
  for (const raw of [
    '',
    'content',
    'content ',
    'other Patient/1',
    ' content tenant',
    null,
    7,
    ['content tenant'],
  ]) {
    expect([raw, isTag(raw)]).toEqual([raw, false]);
  }
});
