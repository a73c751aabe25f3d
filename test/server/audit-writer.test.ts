import { type ChildProcess, execFileSync, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Logger } from '../../src/core/log.ts';
import { silentLogger } from '../../src/core/log.ts';
import { LineWriter } from '../../src/server/audit/line-writer.ts';
import { openFile } from '../../src/server/audit/output.ts';
import { asLine, numberedLine, writerTo } from '../support/audit-writer.ts';
import { ManualClock } from '../support/clock.ts';
import { soon } from '../support/soon.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-test-'));
  path = join(folder, 'audit.log');
});
afterEach(() => rm(folder, { recursive: true }));

const script = join(import.meta.dirname, '../support/audit-process.ts');

/**
 * Starts writers that begin together.
 * @param prepare called before they do
 */
async function startProcesses(
  names: readonly string[],
  count: number,
  length: number,
  prepare: (children: readonly ChildProcess[]) => Promise<void> = async () => undefined,
): Promise<ChildProcess[]> {
  const children = names.map(name => fork(script, [path, name, String(count), String(length)]));
  await Promise.all(children.map(child => once(child, 'message')));
  await prepare(children);
  for (const child of children) child.send('go');
  return children;
}

const ended = (children: readonly ChildProcess[]) => Promise.all(children.map(child => once(child, 'exit')));

async function linesOf(...paths: string[]): Promise<string[]> {
  const texts = await Promise.all(paths.map(each => readFile(each, 'utf8')));
  for (const text of texts) expect(text === '' || text.endsWith('\n')).toBe(true);
  return texts.flatMap(text => text.split('\n').slice(0, -1));
}

/** Numbers by writer, of lines that are whole. */
function numbersOf(lines: readonly string[]): Record<string, number[]> {
  const numbers: Record<string, number[]> = {};
  for (const line of lines) {
    // A file that is opened while another process is in the middle of a write looks cut: a new line was begun.
    if (line === '') continue;
    const { writer, number, end } = JSON.parse(line) as { writer: string; number: number; end: boolean };
    expect(end).toBe(true);
    numbers[writer] ??= [];
    numbers[writer].push(number);
  }
  return numbers;
}

const upTo = (count: number) => [...Array(count).keys()];

test('lines come out in order, whole, in a folder that was not there, readable by owner and group alone', async () => {
  path = join(folder, 'a/b/audit.log');
  const writer = await writerTo(path);
  for (const number of upTo(1_000)) expect(writer.write(numberedLine('a', number, number * 10))).toBe(true);
  await writer.close();
  expect(numbersOf(await linesOf(path))).toEqual({ a: upTo(1_000) });
  expect(((await stat(path)).mode & 0o777).toString(8)).toMatch(/^6[04]0$/);
  expect(writer.figures).toEqual({ written: 1_000, dropped: 0, waitingBytes: 0 });
});

test('what was written makes room for what comes next: memory for lines is not made anew with each burst', async () => {
  const writer = await writerTo(path);
  const made = vi.spyOn(Buffer, 'allocUnsafeSlow');
  const burst = async (from: number) => {
    // 1.2 MB: five buffers.
    for (const number of upTo(300)) writer.write(numberedLine('a', from + number, 4_000));
    await writer.handed();
  };
  await burst(0);
  expect(made.mock.calls.length).toBeGreaterThan(3);
  made.mockClear();
  for (let from = 300; from < 1_500; from += 300) await burst(from);
  expect(made).not.toHaveBeenCalled();
  made.mockRestore();
  await writer.close();
  expect(numbersOf(await linesOf(path))).toEqual({ a: upTo(1_500) });
});

test('what is there already stays; a line cut by a killed process does not spoil the next', async () => {
  await writeFile(path, '{"whole":1}\n{"cut":');
  const writer = await writerTo(path);
  writer.write(asLine('{"next":1}'));
  await writer.close();
  expect(await readFile(path, 'utf8')).toBe('{"whole":1}\n{"cut":\n{"next":1}\n');
});

test('two processes append long lines to one file, and none is torn', async () => {
  const children = await startProcesses(['a', 'b'], 1_000, 60_000);
  await ended(children);
  expect(numbersOf(await linesOf(path))).toEqual({ a: upTo(1_000), b: upTo(1_000) });
});

test('a file that is moved away while two processes write, many times: no line is lost or torn', async () => {
  const children = await startProcesses(['a', 'b'], 2_000, 20_000);
  const moved: string[] = [];
  const done = ended(children);
  while (children.some(isRunning)) {
    if (await exists(path)) {
      await rename(path, `${path}.${moved.length}`);
      moved.push(`${path}.${moved.length}`);
    }
    for (const child of children) child.kill('SIGHUP');
    await delay(10);
  }
  await done;
  expect(moved.length).toBeGreaterThan(5);
  const numbers = numbersOf(await linesOf(...moved, ...((await exists(path)) ? [path] : [])));
  for (const name of ['a', 'b']) {
    expect(numbers[name]?.toSorted((one, other) => one - other)).toEqual(upTo(2_000));
  }
});

const isRunning = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null;

async function exists(each: string): Promise<boolean> {
  return stat(each).then(
    () => true,
    () => false,
  );
}

describe('a disk that is full', () => {
  test('loses nothing; the log and /health are told, and when it is over', async () => {
    const clock = new ManualClock();
    const told: string[] = [];
    const logger: Logger = {
      ...silentLogger,
      error: (_, message) => told.push(message),
      info: (_, message) => told.push(message),
    };
    let place = '/dev/full';
    const open = () => openFile(place);
    const writer = new LineWriter({ output: await open(), open, clock, logger, maxWaitingBytes: 1_000 });
    writer.write(asLine('one'));
    const handed = writer.handed();
    await soon(() => expect(writer.trouble).toBe('The audit log cannot be written: ENOSPC.'));
    expect(writer.figures).toEqual({ written: 0, dropped: 0, waitingBytes: 4 });
    writer.write(asLine('two'));
    place = path;
    await writer.reopen();
    await clock.advance(250);
    await handed;
    await writer.handed();
    expect(await readFile(path, 'utf8')).toBe('one\ntwo\n');
    expect(writer.trouble).toBeUndefined();
    expect(told).toEqual([
      'the audit log cannot be written; lines wait in memory',
      'the audit log was opened anew',
      'the audit log is written again',
    ]);
    await writer.close();
  });

  test('drops what memory has no room for: counted, and told at once and then every 10 s', async () => {
    const clock = new ManualClock();
    const told: object[] = [];
    const logger: Logger = {
      ...silentLogger,
      error: (fields, message) => message.includes('dropped') && told.push(fields),
    };
    const writer = await writerTo('/dev/full', { clock, logger, maxWaitingBytes: 10 });
    expect(writer.write(asLine('12345678'))).toBe(true);
    for (const _ of upTo(5)) expect(writer.write(asLine('9'))).toBe(false);
    expect(told).toEqual([{ count: 1, total: 1 }]);
    await clock.advance(10_000);
    expect(told).toEqual([
      { count: 1, total: 1 },
      { count: 4, total: 5 },
    ]);
    expect(writer.figures.dropped).toBe(5);
    expect(writer.trouble).toBeDefined();
    const closing = writer.close();
    await clock.advance(1_000);
    await closing;
    expect(writer.figures.dropped).toBe(6);
    expect(told.at(-1)).toEqual({ count: 1, total: 6 });
  });

  const hasLimits = spawnSync('prlimit', ['--version']).status === 0;
  test.skipIf(!hasLimits)(
    'in the middle of a line, with another process on the same file: every line is there, whole',
    async () => {
      // What a disk does when it is full: the write that reaches its end is cut short, the next one fails.
      const limit = async (all: readonly ChildProcess[], bytes: string) => {
        for (const child of all) {
          const set = ['--pid', String(child.pid), `--fsize=${bytes}:unlimited`];
          // Who has written all may end meanwhile.
          if (spawnSync('prlimit', set).status !== 0) await soon(() => expect(isRunning(child)).toBe(false));
        }
      };
      const first = 100_001;
      // The first limit stands before anything is written, so that it is met however fast they are.
      const children = await startProcesses(['a', 'b'], 400, 20_000, all => limit(all, String(first)));
      const hasEnded = ended(children);
      const size = () => stat(path).then(({ size: bytes }) => bytes);
      for (let at = first; at < 1_000_000; at += 200_003) {
        await limit(children, String(at));
        while ((await size()) < at && children.some(isRunning)) await delay(2);
        await delay(20);
        await limit(children, 'unlimited');
      }
      await hasEnded;
      const lines = (await readFile(path, 'utf8')).split('\n');
      const whole = lines
        .filter(line => line.endsWith('"end":true}'))
        // A process that has not met the limit writes right behind what the other has left of a line.
        .map(line => line.slice(line.lastIndexOf('{')));
      const numbers = numbersOf(whole);
      expect(numbers).toEqual({ a: upTo(400), b: upTo(400) });
      // The limit did cut lines.
      expect(
        lines.slice(0, -1).some(line => !line.endsWith('"end":true}') || line.lastIndexOf('{') > 0),
      ).toBe(true);
    },
  );
});

describe('a pipe', () => {
  test('that nobody reads fails the start', async () => {
    execFileSync('mkfifo', [path]);
    await expect(openFile(path)).rejects.toMatchObject({ code: 'ENXIO' });
  });

  test('whose reader is slow holds up nobody, and gets every line', async () => {
    execFileSync('mkfifo', [path]);
    const reader = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const writer = await writerTo(path);
    for (const number of upTo(100)) writer.write(numberedLine('a', number, 2_000));
    // It holds 64 kB.
    await soon(() => expect(writer.figures.waitingBytes).toBeLessThan(150_000));
    expect(writer.figures.waitingBytes).toBeGreaterThan(100_000);
    expect(writer.trouble).toBeUndefined();
    let text = '';
    while (writer.figures.waitingBytes > 0 || !text.endsWith('\n')) {
      const { bytesRead, buffer } = await reader
        .read(Buffer.alloc(65_536))
        .catch(() => ({ bytesRead: 0, buffer: Buffer.alloc(0) }));
      text += buffer.subarray(0, bytesRead).toString();
    }
    await writer.close();
    const { bytesRead, buffer } = await reader.read(Buffer.alloc(65_536));
    text += buffer.subarray(0, bytesRead).toString();
    await reader.close();
    expect(numbersOf(text.split('\n').slice(0, -1))).toEqual({ a: upTo(100) });
  });
});

test('a place that cannot be opened anew: it goes on where it was, and says so until it can', async () => {
  const writer = await writerTo(path);
  await rename(path, `${path}.1`);
  await mkdir(path);
  await writer.reopen();
  expect(writer.trouble).toBe('The audit log cannot be opened anew: EISDIR.');
  writer.write(asLine('still'));
  await writer.handed();
  expect(await readFile(`${path}.1`, 'utf8')).toBe('still\n');
  await rm(path, { recursive: true });
  await writer.reopen();
  writer.write(asLine('anew'));
  await writer.close();
  expect(writer.trouble).toBeUndefined();
  expect(await readFile(path, 'utf8')).toBe('anew\n');
});
