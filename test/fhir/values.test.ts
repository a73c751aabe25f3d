import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate } from '../../src/fhir/dates.ts';
import {
  compareText,
  fold,
  foldCode,
  listOf,
  periodIntervals,
  personSortName,
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
    ["O'Neil-Smith", "o'neil-smith"],
    ['  Van \t der\n Berg ', 'van der berg'],
    ['Van  der Berg', 'van der berg'],
    [' a', 'a'],
    ['a ', 'a'],
    ['', ''],
    [' ', ''],
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

describe('foldCode', () => {
  it.each([
    ['AMB', 'amb'],
    [' AMB\n', 'amb'],
    ['Ü', 'ü'],
    ['u\u0308', 'ü'],
    ['U\u0308', 'ü'],
    ['a  b', 'a  b'],
    ['', ''],
    [' ', ''],
  ])('%j is %j', (text, folded) => {
    expect(foldCode(text)).toBe(folded);
  });

  it('keeps diacritics, and folding again changes nothing', () => {
    expect(foldCode('é')).not.toBe(foldCode('e'));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(foldCode(foldCode(text))).toBe(foldCode(text));
      }),
    );
  });
});

describe('compareText', () => {
  it('is the order of UTF-8 bytes', () => {
    const character = fc.constantFrom('a', 'b', '\u0001', 'é', '\ud7ff', '\ue000', '\uffff', '😀', '𐀀', '山');
    fc.assert(
      fc.property(fc.string({ unit: character }), fc.string({ unit: character }), (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });

  it('has an order of its own for surrogates, which JavaScript has not', () => {
    expect('\uffff' < '😀').toBe(false);
    expect(compareText('\uffff', '😀')).toBeLessThan(0);
  });
});

describe('strings and periods', () => {
  it('leave out empty text', () => {
    expect(strings('A', ['B ', null, ''], undefined, 5, '\u0301')).toEqual(['a', 'b']);
  });

  it('are open where a period has no end', () => {
    const [low, high] = [parseDate('2020')!.low, parseDate('2021-03')!.high];
    expect(periodIntervals({ start: '2020', end: '2021-03' })).toEqual([{ low, high }]);
    expect(periodIntervals({ start: '2020' })).toEqual([{ low, high: Number.POSITIVE_INFINITY }]);
    expect(periodIntervals({ end: '2021-03' })).toEqual([{ low: Number.NEGATIVE_INFINITY, high }]);
    expect(periodIntervals([{ start: '2020' }, null, { end: '2021-03' }])).toHaveLength(2);
  });

  it.each([undefined, {}, [], { start: 'x' }, { start: '2020', end: 'x' }, { start: 'x', end: '2020' }])(
    '%j has no interval',
    none => {
      expect(periodIntervals(none)).toEqual([]);
    },
  );
});

describe('the name people are ordered by', () => {
  it.each([
    ['the official one', [{ family: 'A' }, { use: 'official', family: 'Z', given: ['B'] }], 'z\u0001b'],
    ['else the first', [{ use: 'maiden', family: 'A' }, { family: 'B' }], 'a'],
    [
      'family, then each given name',
      [{ family: 'Núñez', given: ['Ana', null, 'Eva'] }],
      'nunez\u0001ana\u0001eva',
    ],
    ['given names where there is no family', [{ given: ['Ann'], text: 'x' }], '\u0001ann'],
    ['its text where it has no parts', [{ text: 'Dr  Who' }], 'dr who'],
    ['nothing where it is empty', [{ use: 'official' }], undefined],
    ['nothing where there is none', undefined, undefined],
  ])('is %s', (_case, names, expected) => {
    expect(personSortName(patient('1', { name: names }))).toBe(expected);
  });

  it('orders by family before anything else', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '-', 'é', '山'), minLength: 1 });
    const sortName = (family: string, given: string) =>
      personSortName(patient('1', { name: [{ family: `x${family}`, given: [`y${given}`] }] }))!;
    fc.assert(
      fc.property(part, part, part, part, (family, given, otherFamily, otherGiven) => {
        const byFamily = compareText(fold(`x${family}`), fold(`x${otherFamily}`));
        if (byFamily === 0) return;
        const byName = compareText(sortName(family, given), sortName(otherFamily, otherGiven));
        expect(Math.sign(byName)).toBe(Math.sign(byFamily));
      }),
    );
  });
});
