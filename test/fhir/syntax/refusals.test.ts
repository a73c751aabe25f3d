import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GatewayError } from '../../../src/core/errors.ts';
import { parseArguments, parseSearch, parseSort } from '../../../src/fhir/syntax/index.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { context, encounter, ofEncounter, ofPatient, patient } from './definitions.ts';

const refusal = (call: () => unknown) => {
  try {
    call();
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'BAD_USER_INPUT') return error.message;
    throw error;
  }
  return undefined;
};

describe('a search is refused that names', () => {
  it.each([
    [
      'statsu=x',
      'Unknown search parameter "statsu" of Encounter. Did you mean "status"? /fhir/metadata lists',
    ],
    ['reason_code=x', 'Unknown search parameter "reason_code" of Encounter. Did you mean "reason-code"?'],
    ['subjec=x', 'Did you mean "subject"?'],
    ['zzzzzz=x', 'Unknown search parameter "zzzzzz" of Encounter. /fhir/metadata lists all there are.'],
    ['Eve Meier=x', 'Unknown search parameter of Encounter. /fhir'],
    ['subject:Patient.nam=x', 'Unknown search parameter "nam" of Patient. Did you mean "name"?'],
    ['Eve Meier', 'expected an entry such as "name=value"'],
    ['=x', 'expected an entry such as "name=value"'],
    ['status:is=x', '"status": unknown modifier "is". It takes :missing, :not or :text.'],
    ['status:=x', '"status": unknown modifier. It takes'],
    ['status:not:text=x', 'unknown modifier "not:text"'],
    ['status:a b=x', '"status": unknown modifier. It takes'],
    ['status:toString=x', 'unknown modifier "toString"'],
    ['status:in=x', 'the modifier "in" needs a terminology server'],
    ['status:not-in=x', 'the modifier "not-in" needs a terminology server'],
    ['status:above=x', 'the modifier "above" needs a terminology server'],
    ['status:below=x', 'the modifier "below" needs a terminology server'],
    ['status:of-type=x', 'the modifier "of-type" is not supported'],
    ['date:exact=x', 'unknown modifier "exact". It takes :missing.'],
    ['length:not=x', 'unknown modifier "not". It takes :missing.'],
    ['_profile:above=x', 'the modifier "above" is not supported. It takes :missing or :below.'],
    [
      'subject:Location=x',
      'unknown modifier "Location". It takes :missing, :identifier, :Patient or :Group.',
    ],
    ['_id:missing=true', '"_id": unknown modifier "missing". It takes :not.'],
    ['reviewedBy:missing=true', 'the modifier "missing" is not supported; search by "reviewed" or'],
    ['status.name=x', '"status": only references can be chained'],
    ['_id.name=x', '"_id": only references can be chained'],
    ['subject:Patient.general-practitioner.name=x', 'a chain may have one link only'],
    ['subject:Group.name=x', '"subject": a chain cannot lead to "Group". It may lead to Patient.'],
    ['subject:identifier.name=x', 'a chain cannot lead to "identifier". It may lead to Patient.'],
    ['based-on:ServiceRequest.status=x', 'a chain cannot lead to "ServiceRequest", nor to any other type.'],
    ['based-on.status=x', 'it cannot be chained, since nothing it refers to is stored'],
    ['participant.name=x', 'say which type the chain leads to, by ":Practitioner" or ":Patient".'],
    ['participant._id=x', 'say which type the chain leads to, by ":Practitioner" or ":Patient".'],
    ['participant.nonsense=x', 'say which type the chain leads to, by ":Practitioner" or ":Patient".'],
  ])('%s', (text, message) => {
    expect(refusal(() => ofEncounter(text))).toContain(message);
  });

  it('what comparing sounds has no use for', () => {
    const message = 'has no meaning where sounds are compared. It takes :missing.';
    expect(refusal(() => ofPatient('phonetic:contains=x'))).toContain(message);
    expect(refusal(() => ofPatient('phonetic:exact=x'))).toContain(message);
  });

  it('the review of a type that is not reviewed', () => {
    expect(refusal(() => ofPatient('reviewed=true'))).toContain(
      'Unknown search parameter "reviewed" of Patient',
    );
  });

  it.each([
    ['_include', 'Select the field "resource"'],
    ['_include:iterate', 'Select the field "resource"'],
    ['_revinclude', 'XList(_reference: …)'],
    ['_has:Encounter:subject:status', 'XList(_reference: …)'],
    ['_contained', 'Contained'],
    ['_containedType', 'Contained'],
    ['_filter', 'entries of _search'],
    ['_text', 'Full text is not indexed'],
    ['_content', 'Full text is not indexed'],
    ['_query', 'named queries'],
    ['_list', 'Lists are not followed'],
    ['_summary', 'selection set'],
    ['_elements', 'selection set'],
    ['_total', '"count"'],
    ['_type', 'lists of its own'],
    ['_sort', 'the argument _sort'],
    ['_count', 'the argument _count'],
    ['_cursor', 'the argument _cursor'],
  ])('%s, which is done otherwise', (name, instead) => {
    const message = refusal(() => ofEncounter(`${name}=x`));
    expect(message).toContain(`"${name.split(':')[0]}" is not a search parameter here.`);
    expect(message).toContain(instead);
  });
});

describe('a value is refused that is', () => {
  it.each([
    ['status=', 'Search parameter "status": a value is empty.'],
    ['status=a,,b', '"status": a value is empty.'],
    ['status=a,', '"status": a value is empty.'],
    ['status=|', '"status": expected code, system|code, |code or system|'],
    ['status=a|b|c', '"status": expected code, system|code, |code or system|'],
    ['status:missing=yes', '"status:missing": expected true or false.'],
    ['status:missing=true,false', '"status:missing": expected true or false.'],
    ['subject=a b', '"subject": expected id, Type/id or an absolute URL.'],
    ['subject=#p', '"subject": expected id, Type/id or an absolute URL.'],
    ['subject=patient/1', '"subject": expected id, Type/id or an absolute URL.'],
    ['subject=Practitioner/1', '"subject": it refers only to Patient or Group.'],
    ['subject:Patient=Group/1', '"subject:Patient": it refers only to Patient.'],
    ['subject:Patient=http://a/Patient/1', '"subject:Patient": expected id or Patient/id.'],
    ['subject:identifier=a|b|c', '"subject:identifier": expected code'],
    ['date=2020-02-30', '"date": expected a date that exists, as 2020,'],
    ['date=ge', '"date": expected a date that exists'],
    ['date=ge 2020', '"date": expected a date that exists'],
    ['date=xx2020', '"date": unknown prefix. There are eq, ne, gt, lt, ge, le, sa, eb or ap.'],
    ['date=GE2020', '"date": unknown prefix.'],
    ['length=five', '"length": unknown prefix.'],
    ['length=5.', '"length": expected a number such as 5.4'],
    ['length=.5', '"length": expected a number such as 5.4'],
    ['length=0x10', '"length": expected a number such as 5.4'],
    ['length=1e400', '"length": expected a number such as 5.4'],
    ['length=1e9999', '"length": expected a number such as 5.4'],
    ['length=5|min', '"length": expected number, number||code'],
    ['length=5||', '"length": expected number, number||code'],
    ['length=5|a|b|c', '"length": expected number, number||code'],
    ['reviewed=yes', '"reviewed": expected true or false.'],
    ['reviewTime=soon', '"reviewTime": unknown prefix.'],
    ['subject:Patient.birthdate=1.1.2000', '"birthdate": expected a date that exists'],
  ])('%s', (text, message) => {
    expect(refusal(() => ofEncounter(text))).toContain(message);
  });

  it('longer than 2,000 characters', () => {
    expect(refusal(() => ofPatient(`name=${'x'.repeat(2_000)}`))).toBeUndefined();
    expect(refusal(() => ofPatient(`name=${'x'.repeat(2_001)}`))).toContain(
      '"name": a value may have at most 2000',
    );
  });

  it('one of more than 100 alternatives', () => {
    expect(refusal(() => ofPatient(`name=${Array(100).fill('x')}`))).toBeUndefined();
    expect(refusal(() => ofPatient(`name=${Array(101).fill('x')}`))).toContain(
      '"name": at most 100 alternatives',
    );
  });
});

describe('whatever a client writes', () => {
  // Something no message holds by itself, amid what the syntax takes notice of. Where a name is expected, what reads
  // like one may be repeated; the accent keeps this from it.
  const secret = 'Žofie-7';
  const plain = 'Zofie-7';
  const piece = fc.constantFrom(
    ...':.=,|\\$/-#éX01 eE',
    'ge',
    'xx',
    '2020-02',
    'Patient/',
    'http://',
    'true',
  );
  const value = fc
    .tuple(fc.array(fc.oneof(piece, fc.string({ unit: anyCharacter }))), fc.array(piece))
    .map(([before, after]) => before.join('') + secret + after.join(''));
  const names = [encounter, patient].flatMap(definition =>
    definition.parameters.map(({ name }): [typeof definition, string] => [definition, name]),
  );
  const name = fc.constantFrom(...names);
  const modifier = fc.constantFrom(
    '',
    ':missing',
    ':not',
    ':text',
    ':exact',
    ':identifier',
    ':Patient',
    '.name',
  );

  const holds = (call: () => unknown) => expect(refusal(call) ?? '').not.toMatch(/[ŽZ]ofie/);

  it('fails with BAD_USER_INPUT or not at all, and is never repeated', () => {
    fc.assert(
      fc.property(name, modifier, value, ([definition, parameter], suffix, text) => {
        const argument = parameter.replaceAll('-', '_');
        for (const given of [text, text.replace(secret, plain)]) {
          holds(() => parseArguments(definition, { [argument]: [given] }, context));
          holds(() => parseSearch(definition, `${parameter}${suffix}=${given}`, context));
        }
        holds(() => parseSearch(definition, `${parameter}:${text}=x`, context));
        holds(() => parseSearch(definition, `${parameter}.${text}=x`, context));
        holds(() => parseSearch(definition, text, context));
        holds(() => parseSort(definition, text));
      }),
    );
  });

  it('fails the same way without a secret in it', () => {
    fc.assert(
      fc.property(name, fc.string({ unit: anyCharacter }), ([definition, parameter], text) => {
        refusal(() => parseArguments(definition, { [text]: [text] }, context));
        refusal(() => parseArguments(definition, { [parameter.replaceAll('-', '_')]: [text] }, context));
        refusal(() => parseSearch(definition, text, context));
        refusal(() => parseSort(definition, text));
      }),
    );
  });
});
