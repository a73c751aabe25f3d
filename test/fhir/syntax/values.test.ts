import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../src/fhir/search.ts';
import { ofEncounter, ofPatient } from './definitions.ts';

type Row = [text: string, condition: Condition];
const means = (parse: (text: string) => Condition, rows: Row[]) =>
  it.each(rows)('%s', (text, condition) => {
    expect(parse(text)).toStrictEqual(condition);
  });

describe('a token', () => {
  const status = (...anyOf: { system?: string; code?: string }[]): Condition => ({
    kind: 'token',
    parameter: 'status',
    anyOf,
  });
  means(ofEncounter, [
    ['status=planned', status({ code: 'planned' })],
    ['status= Planned', status({ code: 'planned' })],
    ['status=planned,finished', status({ code: 'planned' }, { code: 'finished' })],
    ['status=http://s|Planned', status({ system: 'http://s', code: 'planned' })],
    ['status=|planned', status({ system: '', code: 'planned' })],
    ['status=http://s|', status({ system: 'http://s' })],
    ['status=a\\|b', status({ code: 'a|b' })],
    ['status=a\\,b', status({ code: 'a,b' })],
    ['status=a\\$b$c', status({ code: 'a$b$c' })],
    ['status=a\\\\,b', status({ code: 'a\\' }, { code: 'b' })],
    ['status=a\\nb\\', status({ code: 'a\\nb\\' })],
    ['status=http://statuses|Planned', status({ system: '', code: 'planned' })],
    ['status=http://statuses|', status({ system: '' })],
    [
      'status:not=http://statuses|planned',
      { kind: 'not', condition: status({ system: '', code: 'planned' }) },
    ],
    ['status=s\\|1|c', status({ system: 's|1', code: 'c' })],
    ['status=a=b', status({ code: 'a=b' })],
    ['status= ,s| ', status()],
    ['status:not=planned,x', { kind: 'not', condition: status({ code: 'planned' }, { code: 'x' }) }],
    ['status:text=Älter  Werden,\u0301', { kind: 'text', parameter: 'status', anyOf: ['alter werden'] }],
    ['status:missing=true', { kind: 'missing', parameter: 'status', is: true }],
    ['status:missing=false', { kind: 'missing', parameter: 'status', is: false }],
  ]);
});

describe('a string', () => {
  const name = (match: 'prefix' | 'exact' | 'contains', ...anyOf: string[]): Condition => ({
    kind: 'string',
    parameter: 'name',
    match,
    anyOf,
  });
  means(ofPatient, [
    ['name=Eve', name('prefix', 'Eve')],
    ['name=Eve,Ada\\, Countess', name('prefix', 'Eve', 'Ada, Countess')],
    ['name:exact=Eve', name('exact', 'Eve')],
    ['name:contains=ve', name('contains', 've')],
    ['name=Eve|x', name('prefix', 'Eve|x')],
    ['name= ,\u0301', name('prefix')],
    ['name:contains= ', name('contains')],
    ['name:exact= ', name('exact')],
    ['name:missing=true', { kind: 'missing', parameter: 'name', is: true }],
    ['phonetic=Meier 1,12', { kind: 'string', parameter: 'phonetic', match: 'prefix', anyOf: ['Meier 1'] }],
    ['phonetic:missing=false', { kind: 'missing', parameter: 'phonetic', is: false }],
  ]);
});

describe('a reference', () => {
  const subject = (...anyOf: string[]): Condition => ({ kind: 'reference', parameter: 'subject', anyOf });
  means(ofEncounter, [
    ['subject=Patient/1', subject('Patient/1')],
    ['subject=1', subject('Patient/1', 'Group/1')],
    ['subject=1,Patient/1', subject('Patient/1', 'Group/1')],
    ['subject=Patient/1/_history/2', subject('Patient/1')],
    ['subject=http://other/fhir/Patient/1', subject('http://other/fhir/Patient/1')],
    ['subject=urn:uuid:6f1c', subject('urn:uuid:6f1c')],
    ['subject:Patient=1', subject('Patient/1')],
    ['subject:Patient=Patient/1', subject('Patient/1')],
    [
      'subject:identifier=s|V,|w,x,t|',
      {
        kind: 'identifier',
        parameter: 'subject',
        anyOf: [{ system: 's', code: 'v' }, { system: '', code: 'w' }, { code: 'x' }, { system: 't' }],
      },
    ],
    ['subject:missing=true', { kind: 'missing', parameter: 'subject', is: true }],
  ]);
});

describe('a URI', () => {
  means(ofEncounter, [
    ['_profile=http://a/b', { kind: 'uri', parameter: '_profile', match: 'exact', anyOf: ['http://a/b'] }],
    [
      '_profile:below=http://a,urn:x\\,y',
      { kind: 'uri', parameter: '_profile', match: 'below', anyOf: ['http://a', 'urn:x,y'] },
    ],
    ['_profile:missing=true', { kind: 'missing', parameter: '_profile', is: true }],
  ]);
});

describe('what is ours', () => {
  const never: Condition = { kind: 'id', anyOf: [] };
  means(ofEncounter, [
    ['_id=1,b-2.c', { kind: 'id', anyOf: ['1', 'b-2.c'] }],
    ['_id=Patient/1,a b', never],
    ['_id:not=1', { kind: 'not', condition: { kind: 'id', anyOf: ['1'] } }],
    ['reviewed=true', { kind: 'reviewed', is: true }],
    ['reviewed=false,false', { kind: 'reviewed', is: false }],
    ['reviewed=false,true', { kind: 'not', condition: never }],
    ['reviewed:not=true', { kind: 'not', condition: { kind: 'reviewed', is: true } }],
    [
      'reviewTime=gt2020',
      { kind: 'reviewTime', anyOf: [{ bounds: [{ of: 'high', op: '>', value: Date.UTC(2021) }] }] },
    ],
    ['reviewTime:missing=true', { kind: 'reviewed', is: false }],
    ['reviewTime:missing=false', { kind: 'reviewed', is: true }],
    ['reviewedBy=Dr. Who,x\\,y', { kind: 'reviewedBy', anyOf: ['Dr. Who', 'x,y'] }],
  ]);
});

describe('a chain', () => {
  const chain = (parameter: string, type: string, where: Condition): Condition => ({
    kind: 'chain',
    parameter,
    type,
    where: [where],
  });
  const named = (match: 'prefix' | 'exact'): Condition => ({
    kind: 'string',
    parameter: 'name',
    match,
    anyOf: ['peter'],
  });
  means(ofEncounter, [
    ['subject:Patient.name=peter', chain('subject', 'Patient', named('prefix'))],
    ['subject:Patient.name:exact=peter', chain('subject', 'Patient', named('exact'))],
    ['subject.name=peter', chain('subject', 'Patient', named('prefix'))],
    ['participant:Practitioner.name=peter', chain('participant', 'Practitioner', named('prefix'))],
    [
      'participant.communication=de',
      chain('participant', 'Practitioner', {
        kind: 'token',
        parameter: 'communication',
        anyOf: [{ code: 'de' }],
      }),
    ],
    ['subject:Patient._id=1', chain('subject', 'Patient', { kind: 'id', anyOf: ['1'] })],
    [
      'subject:Patient.identifier=s|1',
      chain('subject', 'Patient', {
        kind: 'token',
        parameter: 'identifier',
        anyOf: [{ system: 's', code: '1' }],
      }),
    ],
    [
      'subject:Patient.general-practitioner=Organization/1',
      chain('subject', 'Patient', {
        kind: 'reference',
        parameter: 'general-practitioner',
        anyOf: ['Organization/1'],
      }),
    ],
    [
      'subject.birthdate:missing=true',
      chain('subject', 'Patient', { kind: 'missing', parameter: 'birthdate', is: true }),
    ],
  ]);
});
