import { describe, expect, it } from 'vitest';
import { sampleResources } from '../../src/fhir/sample/index.ts';
import type { Identifier } from '../../src/fhir/types.ts';
import { big, forSeeds, patients, today, year } from '../support/sample.ts';

describe('sample patients', () => {
  it('were born within 98 years before today and died after birth', () => {
    forSeeds(options => {
      for (const { id, birthDate, deceasedDateTime, active } of patients(options).values()) {
        const age = (today - Date.parse(birthDate)) / year;
        expect(age, id).toBeGreaterThan(0);
        expect(age, id).toBeLessThan(98.01);
        if (!deceasedDateTime) continue;
        expect(active, id).toBe(false);
        expect(Date.parse(deceasedDateTime), id).toBeGreaterThan(Date.parse(birthDate));
        expect(Date.parse(deceasedDateTime), id).toBeLessThan(today);
      }
    });
  });

  it('are married as adults only, and have a parent as contact as children', () => {
    for (const { id, birthDate, deceasedDateTime, maritalStatus, contact } of patients(big).values()) {
      const until = deceasedDateTime ? Date.parse(deceasedDateTime) : today;
      const adult = Math.floor((until - Date.parse(birthDate)) / year) >= 18;
      expect(maritalStatus !== undefined, id).toBe(adult);
      if (!adult) expect(contact, id).toHaveLength(1);
    }
  });

  it('have record and social-security numbers of their own', () => {
    const all = [...patients(big).values()];
    for (const at of [0, 1]) {
      expect(new Set(all.map(({ identifier }) => identifier[at]!.value)).size).toBe(all.length);
    }
    for (const { identifier } of all) expect(identifier[1]!.value).toMatch(/^9\d\d-\d\d-\d{4}$/);
  });

  it('have a narrative of well-formed XHTML that names them', () => {
    let escaped = 0;
    for (const { id, text, name } of patients(big).values()) {
      expect(text.status, id).toBe('generated');
      const match =
        /^<div xmlns="http:\/\/www\.w3\.org\/1999\/xhtml"><p><b>([^<>]*)<\/b><\/p><p>([^<>]*)<\/p><\/div>$/;
      const parts = match.exec(text.div);
      expect(parts, id).not.toBeNull();
      const words = `${parts![1]} ${parts![2]}`;
      expect(words.replaceAll(/&(amp|lt|gt|quot|#39);/g, ''), id).not.toMatch(/[&'"]/);
      if (words.includes('&#39;')) escaped++;
      expect(words.replaceAll('&#39;', "'"), id).toContain(name[0]!.family);
    }
    expect(escaped).toBeGreaterThan(0);
  });

  it('have names with diacritics, maiden names and nicknames among them', () => {
    const names = [...patients(big).values()].flatMap(({ name }) => name);
    expect(new Set(names.map(({ use }) => use))).toEqual(new Set(['official', 'maiden', 'nickname']));
    expect(names.some(({ family }) => family === 'Nuñez')).toBe(true);
    expect(names.some(({ given }) => given[0] === 'Zoë')).toBe(true);
  });
});

describe('sample identifiers', () => {
  it('are NPIs with a right check digit, each used once', () => {
    forSeeds(({ seed }) => {
      const seen = new Set<string>();
      for (const type of ['Practitioner', 'Organization'] as const) {
        for (const { id, identifier } of sampleResources(type, { patients: 5_000, seed })) {
          const npi = (identifier as Identifier[])[0]!;
          expect(npi.system, id).toBe('http://hl7.org/fhir/sid/us-npi');
          expect(npi.value, id).toMatch(/^[12]\d{9}$/);
          expect(luhn(`80840${npi.value}`), id).toBe(true);
          expect(seen.has(npi.value!), id).toBe(false);
          seen.add(npi.value!);
        }
      }
    });
  });

  it('agree with the example of CMS: 123456789 has the check digit 3', () => {
    expect(luhn('808401234567893')).toBe(true);
    expect(luhn('808401234567894')).toBe(false);
  });
});

function luhn(digits: string): boolean {
  let sum = 0;
  for (const [at, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    sum += Math.floor(value / 10) + (value % 10);
  }
  return sum % 10 === 0;
}
