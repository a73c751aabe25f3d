import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reviewUrl, withReview } from '../../src/commands/tenants-extension.ts';
import type { Resource } from '../../src/fhir/types.ts';
import { accept } from '../../src/ingest/accept.ts';
import { r4Schema } from '../support/r4-schema.ts';

const none = { reviewed: false, reviewTime: null, reviewedBy: null };
const done = { reviewed: true, reviewTime: Date.UTC(2026, 10, 21, 9, 30), reviewedBy: 'Dr. Ada' };
const patient = (more: object = {}): Resource => ({ resourceType: 'Patient', id: 'p', ...more });
const other = { url: 'http://example.org/a', valueDecimal: 1.25 };

describe('a review as an extension', () => {
  test('at the top, with what is known of it', () => {
    expect(withReview({ resource: patient(), review: done })).toEqual(
      patient({
        extension: [
          {
            url: reviewUrl,
            extension: [
              { url: 'reviewed', valueBoolean: true },
              { url: 'reviewTime', valueInstant: '2026-11-21T09:30:00.000Z' },
              { url: 'reviewedBy', valueString: 'Dr. Ada' },
            ],
          },
        ],
      }),
    );
    const { extension } = withReview({ resource: patient(), review: { ...done, reviewedBy: null } });
    expect(JSON.stringify(extension)).not.toContain('reviewedBy');
  });

  test('what is not reviewed is as it was', () => {
    const resource = patient({ extension: [other] });
    expect(withReview({ resource, review: none })).toBe(resource);
  });

  test('others stay, and one of an earlier export gives way', () => {
    const resource = patient({ extension: [other] });
    const once = withReview({ resource, review: done });
    expect(once.extension).toEqual([other, expect.objectContaining({ url: reviewUrl })]);
    expect(resource.extension).toEqual([other]);
    const later = { ...done, reviewTime: done.reviewTime + 1, reviewedBy: null };
    expect(withReview({ resource: once, review: later })).toEqual(withReview({ resource, review: later }));
    expect(withReview({ resource: once, review: none })).toEqual(resource);
    const alone = withReview({ resource: patient(), review: done });
    expect(withReview({ resource: alone, review: none })).toEqual(patient());
  });

  test('leaves official examples valid R4 that is taken at ingest', () => {
    const files = globSync('node_modules/hl7.fhir.r4.examples/{Patient,Encounter,Practitioner}-*.json');
    const examples = files.map(file => JSON.parse(readFileSync(file, 'utf8')) as Resource);
    expect(examples.length).toBeGreaterThan(40);
    for (const example of examples) {
      const exported = withReview({ resource: example, review: done });
      const validate = r4Schema(example.resourceType);
      expect(validate(exported), JSON.stringify(validate.errors)).toBe(true);
      expect(accept(exported)).toHaveProperty('resource', exported);
    }
    expect(r4Schema('Patient')(patient({ extension: [{ valueBoolean: true, url: 1 }] }))).toBe(false);
  });
});
