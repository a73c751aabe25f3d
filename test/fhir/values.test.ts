import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate } from '../../src/fhir/dates.ts';
import {
  codeTokens,
  codingTokens,
  conceptTokens,
  dateIntervals,
  fold,
  identifierTokens,
  listOf,
  nameStrings,
  periodIntervals,
  personSortName,
  referenceValues,
  strings,
} from '../../src/fhir/values.ts';
import { patient } from '../support/store-resources.ts';

describe('listOf', () => {
  it.each([
    [undefined, []],
    [null, []],
    ['a', ['a']],
    [false, [false]],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      ['a', null, 'b'],
      ['a', 'b'],
    ],
    [[null], []],
  ])('%j is %j', (element, list) => {
    expect(listOf(element)).toEqual(list);
  });
});

describe('fold', () => {
  it.each([
    ['Müller', 'muller'],
    ['ZOË', 'zoe'],
    ['Ångström', 'angstrom'],
    ['e\u0301', 'e'],
    ['Nguyễn', 'nguyen'],
    ['O’Neil', 'o’neil'],
    ['  Van \t der\n Berg ', 'van der berg'],
    ['a\u00a0b', 'a b'],
    ['ΑΘΗΝΑ', 'αθηνα'],
    ['山田', '山田'],
    ['\u0301', ''],
    ['50%_', '50%_'],
  ])('%j is %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('makes one of what differs only in case or in how diacritics are written, for plain letters', () => {
    const letter = fc.constantFrom(...'abcxyzáàäâñçéüØß1 -');
    fc.assert(
      fc.property(fc.string({ unit: letter }), text => {
        const variants = [text.normalize('NFC'), text.normalize('NFD'), ` ${text}  `, text.toLowerCase()];
        for (const variant of variants) expect(fold(variant)).toBe(fold(text));
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
});

describe('tokens', () => {
  it('of codes and booleans have no system', () => {
    expect(codeTokens('final')).toEqual([{ system: '', code: 'final' }]);
    expect(codeTokens(false)).toEqual([{ system: '', code: 'false' }]);
    expect(codeTokens(['a', null, 'b'])).toEqual(['a', 'b'].map(code => ({ system: '', code })));
    for (const none of [undefined, null, 7, {}, [{}]]) expect(codeTokens(none)).toEqual([]);
  });

  it('of codings have a system or an empty one, and leave out what has no code', () => {
    expect(codingTokens([{ system: 's', code: 'c' }, { code: 'd' }, { system: 's', display: 'x' }])).toEqual([
      { system: 's', code: 'c' },
      { system: '', code: 'd' },
    ]);
    expect(codingTokens({ code: 'single' })).toEqual([{ system: '', code: 'single' }]);
    expect(codingTokens(undefined)).toEqual([]);
  });

  it('of concepts are those of all their codings', () => {
    const concepts = [
      { coding: [{ code: 'a' }, { system: 's', code: 'b' }] },
      { text: 'none' },
      { coding: [] },
    ];
    expect(conceptTokens(concepts).map(token => token.code)).toEqual(['a', 'b']);
    expect(conceptTokens(concepts[0]).map(token => token.code)).toEqual(['a', 'b']);
  });

  it('of identifiers take the value', () => {
    expect(identifierTokens([{ system: 's', value: '1' }, { value: '2' }, { system: 's' }])).toEqual([
      { system: 's', code: '1' },
      { system: '', code: '2' },
    ]);
  });
});

describe('references, text and times', () => {
  it('leave out what leads nowhere', () => {
    const references = [{ reference: 'Patient/1/_history/2' }, { reference: '#inside' }, { display: 'x' }];
    expect(referenceValues([...references, { reference: 'urn:uuid:1' }])).toEqual([
      'Patient/1',
      'urn:uuid:1',
    ]);
  });

  it('leave out empty text', () => {
    expect(strings('A', ['B ', null, ''], undefined, 5, '\u0301')).toEqual(['a', 'b']);
  });

  it('leave out what is no date', () => {
    expect(dateIntervals(['2020', 'x', null])).toEqual([parseDate('2020')]);
    expect(dateIntervals(undefined)).toEqual([]);
  });

  it('open a period where it has no end', () => {
    const [low, high] = [parseDate('2020')!.low, parseDate('2021-03')!.high];
    expect(periodIntervals({ start: '2020', end: '2021-03' })).toEqual([{ low, high }]);
    expect(periodIntervals({ start: '2020' })).toEqual([{ low, high: Number.POSITIVE_INFINITY }]);
    expect(periodIntervals({ end: '2021-03' })).toEqual([{ low: Number.NEGATIVE_INFINITY, high }]);
    for (const none of [undefined, {}, []]) expect(periodIntervals(none)).toEqual([]);
  });
});

describe('names', () => {
  const name = {
    family: 'Núñez',
    given: ['Ana', null, 'Eva'],
    prefix: ['Dra.'],
    suffix: ['Jr'],
    text: 'Ana N',
  };

  it('are found by every part of every one', () => {
    expect(nameStrings(patient('1', { name: [name, { family: 'Old' }] }))).toEqual([
      ...['nunez', 'ana', 'eva', 'dra.', 'jr', 'ana n', 'old'],
    ]);
    expect(nameStrings(patient('1'))).toEqual([]);
  });

  it.each([
    ['the official one', [{ family: 'A' }, { use: 'official', family: 'Z', given: ['B'] }], 'z b'],
    ['else the first', [{ use: 'maiden', family: 'A' }, { family: 'B' }], 'a'],
    ['its text where it has no parts', [{ text: 'Dr  Who' }], 'dr who'],
    ['nothing where it is empty', [{ use: 'official' }], undefined],
    ['nothing where there is none', undefined, undefined],
  ])('order people by %s', (_case, names, expected) => {
    expect(personSortName(patient('1', { name: names }))).toBe(expected);
  });
});
