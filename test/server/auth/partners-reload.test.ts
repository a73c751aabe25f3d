import {
  chmod,
  mkdir,
  mkdtemp,
  open as openFile,
  rename,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLogger } from '../../../src/core/log.ts';
import { Partners } from '../../../src/server/auth/partners.ts';
import { ManualClock } from '../../support/clock.ts';
import { fileOf, newKey, partnerEntry } from '../../support/partners.ts';

const [old, young] = [newKey(), newKey()];
const before = fileOf(partnerEntry({ keys: [old.entry] }));
const after = fileOf(partnerEntry({ keys: [young.entry] }));

let folder: string;
let path: string;
let clock: ManualClock;
let told: { file?: string; wrong?: string }[];
let news: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'partners-test-'));
  path = join(folder, 'partners.json');
  clock = new ManualClock();
  told = [];
  news = 0;
});
afterEach(() => rm(folder, { recursive: true }));

async function follow(): Promise<Partners> {
  const logger = {
    ...silentLogger,
    info: () => void news++,
    warn: (fields: object) => void told.push(fields),
  };
  return Partners.open({ path, clock, logger });
}

/** Which of the two keys work. */
function working(partners: Partners): string[] {
  return Object.entries({ old, young })
    .filter(([, { apiKey }]) => {
      try {
        return partners.find(apiKey).id === 'acme';
      } catch {
        return false;
      }
    })
    .map(([name]) => name);
}

/** Files of long ago, as they mostly are. */
const years = 365 * 24 * 60 * 60 * 1000;

const changes: Record<string, () => Promise<unknown>> = {
  'written in place': () => writeFile(path, after),
  'renamed over': async () => {
    await writeFile(join(folder, 'next'), after);
    await rename(join(folder, 'next'), path);
  },
  'removed and made anew': async () => {
    await rm(path);
    await writeFile(path, after);
  },
  'written in place, with the time that it had': async () => {
    await writeFile(path, after);
    await utimes(path, new Date('2025-01-01'), new Date('2025-01-01'));
  },
};
test.each(Object.keys(changes))('a file that is %s', async name => {
  for (const ahead of [0, 10 * years]) {
    await writeFile(path, before);
    await utimes(path, new Date('2025-01-01'), new Date('2025-01-01'));
    const partners = await follow();
    clock.jump(ahead);
    for (let look = 0; look < 3; look++) await partners.look();
    expect([working(partners), news]).toEqual([['old'], 0]);
    await changes[name]!();
    await partners.look();
    expect([working(partners), news, partners.status.ok]).toEqual([['young'], 1, true]);
    expect(partners.status.loadedAt).toBe(new Date(clock.now()).toISOString());
    news = 0;
  }
  expect(told).toEqual([]);
});

test('a symbolic link that is swapped, as Kubernetes does it', async () => {
  for (const [name, content] of Object.entries({ '..one': before, '..two': after })) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'partners.json'), content);
  }
  await symlink('..one', join(folder, '..data'));
  await symlink('..data/partners.json', path);
  const partners = await follow();
  clock.jump(10 * years);
  await partners.look();
  await symlink('..two', join(folder, '..next'));
  await rename(join(folder, '..next'), join(folder, '..data'));
  await partners.look();
  expect([working(partners), told]).toEqual([['young'], []]);
});

test('a file half written is refused, and taken when it is whole', async () => {
  await writeFile(path, before);
  const partners = await follow();
  await using file = await openFile(path, 'r+');
  await file.truncate(0);
  await partners.look();
  for (let written = 0; written < after.length; written += 50) {
    await file.write(after.slice(written, written + 50), written);
    expect(working(partners)).toEqual(['old']);
    expect(partners.status.ok).toBe(false);
    await partners.look();
  }
  expect([working(partners), partners.status.ok]).toEqual([['young'], true]);
  expect(new Set(told.map(({ wrong }) => wrong))).toEqual(new Set(['expected JSON']));
});

test('what is broken is told once, and the file before it holds', async () => {
  await writeFile(path, before);
  const partners = await follow();
  const loadedAt = partners.status.loadedAt;
  const { sha256 } = newKey().entry;
  const breaks: [() => Promise<unknown>, string][] = [
    [() => writeFile(path, `{"partners": [{"id": "${sha256}`), 'expected JSON'],
    [
      () => writeFile(path, fileOf(partnerEntry({ scopes: ['system/X.rs'] }))),
      'expected a scope that a partner can have (of stored types or the gateway, not of one patient, not narrowed) at partners[0].scopes[0] of partner acme, not "system/X.rs"',
    ],
    [() => rm(path), 'expected a file that can be read (ENOENT)'],
    [() => mkdir(path), 'expected a regular file'],
    [
      async () => {
        await rm(path, { recursive: true });
        await symlink('partners.json', path);
      },
      'expected a file that can be read (ELOOP)',
    ],
    [
      async () => {
        await rm(path);
        await writeFile(path, before);
        await truncate(path, 5_000_000);
      },
      'expected at most 4194304 bytes',
    ],
  ];
  for (const [place, [breakIt, wrong]] of breaks.entries()) {
    await breakIt();
    for (let second = 0; second < 5; second++) {
      await clock.advance(1_000);
      await partners.look();
    }
    expect(told[place]).toEqual({ file: path, wrong });
    expect(told).toHaveLength(place + 1);
    expect([working(partners), partners.status]).toEqual([['old'], { ok: false, partners: 1, loadedAt }]);
  }
  await rm(path);
  await writeFile(path, before);
  await partners.look();
  expect([working(partners), partners.status.ok]).toEqual([['old'], true]);
  await writeFile(path, '{');
  await partners.look();
  expect([told.length, partners.status.ok]).toEqual([breaks.length + 1, false]);
  expect(JSON.stringify(told)).not.toContain(sha256);
});

test('broken in one way and then in another with the same words: told twice', async () => {
  await writeFile(path, before);
  const partners = await follow();
  for (const content of ['{', '[', '[']) {
    await writeFile(path, content);
    await partners.look();
  }
  expect(told).toHaveLength(2);
});

test.skipIf(process.getuid?.() === 0)('a file that may not be read, and may again', async () => {
  await writeFile(path, before);
  const partners = await follow();
  await writeFile(path, after);
  await chmod(path, 0);
  await partners.look();
  expect(told).toEqual([{ file: path, wrong: 'expected a file that can be read (EACCES)' }]);
  await chmod(path, 0o600);
  await partners.look();
  expect([working(partners), partners.status.ok]).toEqual([['young'], true]);
});

test('looks do not overlap', async () => {
  await writeFile(path, before);
  const partners = await follow();
  await writeFile(path, after);
  await Promise.all(Array.from({ length: 20 }, () => partners.look()));
  expect([news, working(partners)]).toEqual([1, ['young']]);
});
