import { expect, test } from 'vitest';
import { showIngest } from '../../src/commands/ingest-progress.ts';
import { ManualClock } from '../support/clock.ts';

interface Where {
  readonly isTTY: boolean;
  readonly env?: Record<string, string>;
  readonly columns?: number;
}

function display({ isTTY, env = {}, columns = 120 }: Where) {
  const written: string[] = [];
  const clock = new ManualClock();
  const stream = {
    ...{ isTTY, columns, rows: 40 },
    write: (text: string) => written.push(text) > 0,
    ...{ cursorTo() {}, moveCursor() {}, clearLine() {}, clearScreenDown() {}, on() {}, removeListener() {} },
  } as unknown as NodeJS.WriteStream;
  return { written, clock, shown: showIngest({ stream, env, clock }) };
}

const part = (name: string, done: number, total: number | undefined) =>
  ({ part: name, unit: 'resources', done, total }) as const;

test.each([
  ['no terminal', { isTTY: false }],
  ['CI', { isTTY: true, env: { CI: 'true' } }],
  ['a terminal that cannot draw', { isTTY: true, env: { TERM: 'dumb' } }],
])('%s: a line every five seconds, with rate and time left', async (_, where) => {
  const { written, clock, shown } = display(where);
  shown.update(part('Patient', 0, 1_000));
  shown.update(part('Encounter', 0, 3_000));
  shown.update({ taken: 0 });
  await clock.advance(4_999);
  shown.update({ taken: 500 });
  expect(written).toEqual([]);
  await clock.advance(1);
  shown.update(part('Patient', 1_000, 1_000));
  expect(written).toEqual(['ingest: 500 resources (100/s), 25 %, 0:15 left\n']);
  await clock.advance(4_000);
  shown.update({ finishing: true });
  shown.stop();
  expect(written.slice(1)).toEqual(['ingest: 500 resources read, building indexes\n']);
});

test('what an earlier run took counts for no speed', async () => {
  const { written, clock, shown } = display({ isTTY: false });
  shown.update(part('Patient', 800, 1_000));
  shown.update({ taken: 800 });
  await clock.advance(10_000);
  shown.update(part('Patient', 900, 1_000));
  shown.update({ taken: 900 });
  await clock.advance(5_000);
  shown.update({ taken: 950 });
  expect(written).toEqual([
    'ingest: 800 resources (0/s), 90 %, 0:10 left\n',
    'ingest: 950 resources (10/s), 90 %, 0:15 left\n',
  ]);
});

test('a total that is not known: neither share nor time left', async () => {
  const { written, clock, shown } = display({ isTTY: false });
  shown.update({ taken: 0 });
  await clock.advance(5_000);
  shown.update(part('Patient', 100, undefined));
  expect(written).toEqual(['ingest: 0 resources (0/s)\n']);
});

test('a terminal: a bar a part and one for all, with no colours', () => {
  const { written, shown } = display({ isTTY: true, env: { NO_COLOR: '1' } });
  shown.update(part('Patient', 0, 1_000));
  shown.update(part('Encounter', 30, undefined));
  shown.update({ taken: 0 });
  shown.update(part('Patient', 500, 1_000));
  shown.stop();
  const text = written.join('');
  expect(text).toMatch(/all +█*░* \d+ % \| 0 resources/);
  expect(text).toMatch(/Patient +█+░+ 50 % \| 500 resources/);
  expect(text).toContain('Encounter');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what colours are made of
  expect(text).not.toMatch(/\x1b\[\d*m/);
});

test('a terminal: each part has its rate and the time left, from when it was begun with', async () => {
  const { written, clock, shown } = display({ isTTY: true });
  const bytes = (done: number) => ({ part: 'a.ndjson', unit: 'bytes', done, total: 80e6 }) as const;
  shown.update(part('Patient', 0, 1_000));
  shown.update(part('Encounter', 200, 1_000));
  shown.update(bytes(0));
  shown.update(part('before', 0, 10));
  await clock.advance(60_000);
  shown.update(part('before', 10, 10));
  await clock.advance(5_000);
  shown.update(part('Patient', 500, 1_000));
  shown.update(part('Encounter', 300, 1_000));
  shown.update(bytes(10e6));
  shown.stop();
  const text = written.join('');
  expect(text).toMatch(/Patient +█+░+ 50 % \| 500 resources \(100\/s\), 0:05 left/);
  // What an earlier run took counts for no speed.
  expect(text).toMatch(/Encounter +█+░+ 30 % \| 300 resources \(20\/s\), 0:35 left/);
  expect(text).toMatch(/a\.ndjson +█+░+ 12 % \| 10\.0 MB \(2\.0 MB\/s\), 0:35 left/);
  const { written: later, clock: watch, shown: other } = display({ isTTY: true });
  other.update({ part: 'the export', unit: '%', done: 0, total: 100 });
  other.update(part('Patient', 0, undefined));
  await watch.advance(10_000);
  other.update({ part: 'the export', unit: '%', done: 50, total: 100 });
  other.update(part('Patient', 500, undefined));
  other.stop();
  expect(later.join('')).toMatch(/the export +█+░+ 50 % \| 50 %, 0:10 left/);
  expect(later.join('')).toMatch(/500 resources \(50\/s\) *(?!, )/);
});

test('a terminal of 80 columns has room for all of it', async () => {
  const { written, clock, shown } = display({ isTTY: true, columns: 80 });
  const bytes = (done: number) => ({ part: 'Practitioner.ndjson', unit: 'bytes', done, total: 4e9 }) as const;
  shown.update(part('Encounter', 0, 9_000_000));
  shown.update(bytes(0));
  shown.update({ taken: 0 });
  await clock.advance(60_000);
  shown.update(part('Encounter', 1_000_000, 9_000_000));
  shown.update(bytes(1e9));
  shown.update({ taken: 1_000_000 });
  shown.stop();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what moves the cursor is not seen
  const seen = written.join('').replaceAll(/\x1b\[[?\d]*[A-Za-z]/g, '');
  const drawn = seen.split('\n').filter(line => line.includes(' left'));
  expect(drawn.map(line => line.replace(/[█░]+/, '-').replace(/ +/g, ' '))).toEqual([
    'all - 18 % | 1000000 resources (16667/s), 4:32 left',
    'Encounter - 11 % | 1000000 resources (16667/s), 8:00 left',
    'Practitioner.ndjson - 25 % | 1000.0 MB (16.7 MB/s), 3:00 left',
  ]);
  expect(Math.max(...drawn.map(line => line.length))).toBeLessThanOrEqual(80);
});

test('a terminal: nothing is drawn over what follows, and no name moves the cursor', () => {
  const { written, shown } = display({ isTTY: true });
  shown.update(part('\x1b[2J\nevil', 1, 2));
  shown.update({ taken: 1 });
  shown.stop();
  expect(written.join('')).toContain('?[2J?evil');
  const drawn = written.length;
  shown.stop();
  expect(written).toHaveLength(drawn);
});
