import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate } from '../../src/fhir/dates.ts';

const span = (low: string, high: string) => ({ low: Date.parse(low), high: Date.parse(high) });

describe('parseDate gives the span that a date covers', () => {
  it.each([
    ['2020', '2020-01-01', '2021-01-01'],
    ['2020-02', '2020-02-01', '2020-03-01'],
    ['2020-12', '2020-12-01', '2021-01-01'],
    ['2020-02-29', '2020-02-29', '2020-03-01'],
    ['2000-02-29', '2000-02-29', '2000-03-01'],
    ['2023-12-31', '2023-12-31', '2024-01-01'],
    ['2023-03-01T08:30', '2023-03-01T08:30:00Z', '2023-03-01T08:31:00Z'],
    ['2023-03-01T08:30:15', '2023-03-01T08:30:15Z', '2023-03-01T08:30:16Z'],
    ['2023-03-01T08:30:15Z', '2023-03-01T08:30:15Z', '2023-03-01T08:30:16Z'],
    ['2023-03-01T00:30:00+02:00', '2023-02-28T22:30:00Z', '2023-02-28T22:30:01Z'],
    ['2023-12-31T23:00:00-05:30', '2024-01-01T04:30:00Z', '2024-01-01T04:30:01Z'],
    ['2023-03-01T12:00:00+14:00', '2023-02-28T22:00:00Z', '2023-02-28T22:00:01Z'],
    ['2023-03-01T00:00:00-00:00', '2023-03-01T00:00:00Z', '2023-03-01T00:00:01Z'],
    ['2023-03-01T08:30:15.1Z', '2023-03-01T08:30:15.100Z', '2023-03-01T08:30:15.200Z'],
    ['2023-03-01T08:30:15.12Z', '2023-03-01T08:30:15.120Z', '2023-03-01T08:30:15.130Z'],
    ['2023-03-01T08:30:15.123Z', '2023-03-01T08:30:15.123Z', '2023-03-01T08:30:15.124Z'],
    ['2023-03-01T08:30:15.123999999Z', '2023-03-01T08:30:15.123Z', '2023-03-01T08:30:15.124Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00Z', '2017-01-01T00:00:01Z'],
    ['0099-01-01', '0099-01-01', '0099-01-02'],
    ['0004-02-29', '0004-02-29', '0004-03-01'],
    ['9999', '9999-01-01', '+010000-01-01'],
  ])('%s', (text, low, high) => {
    expect(parseDate(text)).toEqual(span(low, high));
  });

  it('agrees with Date on every instant', () => {
    const instant = fc.date({
      min: new Date('0001-01-02'),
      max: new Date('9999-12-30'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, fc.integer({ min: -839, max: 839 }), (date, offsetMinutes) => {
        const low = date.getTime();
        expect(parseDate(date.toISOString())).toEqual({ low, high: low + 1 });
        const local = new Date(low + offsetMinutes * 60_000).toISOString().slice(0, -1);
        const [hours, minutes] = [Math.abs(offsetMinutes) / 60, Math.abs(offsetMinutes) % 60];
        const two = (number: number) => String(Math.trunc(number)).padStart(2, '0');
        const zone = `${offsetMinutes < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`;
        expect(parseDate(local + zone)).toEqual({ low, high: low + 1 });
      }),
    );
  });

  it('covers less the more is said, and always within', () => {
    const day = fc.date({ min: new Date('1000-01-01'), max: new Date('9998-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, date => {
        const text = date.toISOString();
        const spans = [4, 7, 10, 16, 19, 21, 22, 23].map(length => parseDate(text.slice(0, length))!);
        for (const [place, inner] of spans.slice(1).entries()) {
          expect(inner.low).toBeGreaterThanOrEqual(spans[place]!.low);
          expect(inner.high).toBeLessThanOrEqual(spans[place]!.high);
          expect(inner.high - inner.low).toBeLessThan(spans[place]!.high - spans[place]!.low);
        }
      }),
    );
  });
});

describe('parseDate knows what is no date', () => {
  it.each([
    ...['', ' ', '20', '0000', '02020', '2020-1', '2020-13', '2020-00', '2020-00-10', '2020-01-00'],
    ...['2020-01-32', '2020-04-31', '2021-02-29', '1900-02-29', '2100-02-29', '2020-02-30', '2020-2-3'],
    ...[
      '2020-01-01T',
      '2020-01-01T10',
      '2020-01-01T24:00:00Z',
      '2020-01-01T10:60:00Z',
      '2020-01-01T10:00:61Z',
    ],
    ...['2020-01-01T10:00:00.Z', '2020-01-01T10:00:00+15:00', '2020-01-01T10:00:00+02:60'],
    ...['2020-01-01T10:00:00+0200', '2020-01-01T10:00:00z', '2020-01-01 10:00:00', '2020-01-01Z'],
    ...['2020-01-01T10:00:00.1234567890Z', '2020-01-01\n', ' 2020-01-01', '２０２０', '-2020', '1.1.2020'],
  ])('%j', text => {
    expect(parseDate(text)).toBeUndefined();
  });

  it.each([undefined, null, 2020, ['2020'], { toString: () => '2020' }, new Date(0), true])('%s', value => {
    expect(parseDate(value)).toBeUndefined();
  });

  it('whatever the text, gives a span or nothing, and never throws', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9T:.Z+-]{0,30}$/), text => {
        const found = parseDate(text);
        if (found !== undefined) expect(found.high).toBeGreaterThan(found.low);
      }),
    );
  });
});
