import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { silentLogger } from '../../src/core/log.ts';
import { Partners } from '../../src/server/auth/partners.ts';
import { parsePartners } from '../../src/server/auth/partners-file.ts';

/** kill -9 of commands, anywhere: the file is whole, what was acknowledged is in it, and nothing is in the way of the next. */
const rounds = process.env.LONG ? 200 : 2;
/** As many at a time, so that locks are found that the dead have held. */
const writers = 3;

let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'partners-hunt-')), 'partners.json');
});
afterEach(() => rm(join(path, '..'), { recursive: true }));

const commands = join(import.meta.dirname, '../../src/commands');
/** Adds partners, gives them a second key and revokes the first, for ever; what is done is told when it is. */
const script = `
  const [{ runAdd }, { runRotate }, { runRevoke }] = await Promise.all(
    ['add', 'rotate', 'revoke'].map(name => import(${JSON.stringify(commands)} + '/partners-' + name + '.ts')));
  const [file, round] = process.argv.slice(1);
  const terms = { file, tenants: ['a'], operations: ['*'], scopes: ['system/*.rs'], json: false };
  const refuse = message => { throw new Error(message); };
  const write = process.stdout.write.bind(process.stdout);
  let last;
  process.stdout.write = text => { if (text.startsWith('fgw_')) last = text.trim(); return true; };
  process.stderr.write = () => true;
  const say = what => write(JSON.stringify(what) + '\\n');
  for (let n = 0; ; n++) {
    const id = 'p' + round + '-' + n;
    await runAdd(id, terms, refuse);
    const first = last;
    say({ id, works: [first], ended: [] });
    await runRotate(id, { file, json: false });
    say({ id, works: [first, last], ended: [] });
    await runRevoke(id, { file, key: first.split('_')[1] });
    say({ id, works: [last], ended: [first] });
  }`;

interface Done {
  readonly id: string;
  readonly works: readonly string[];
  readonly ended: readonly string[];
}

/** Runs a writer until some time after the first thing that it has done; what it has done. */
async function killOne(name: string): Promise<Map<string, Done>> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, path, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const done = new Map<string, Done>();
  const reader = createInterface({ input: child.stdout });
  reader.on('line', line => {
    const one = JSON.parse(line) as Done;
    done.set(one.id, one);
  });
  const [ended, read] = [once(child, 'exit'), once(reader, 'close')];
  await once(reader, 'line');
  await delay(Math.random() * 60);
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
  await read;
  return done;
}

test('killed commands lose nothing and leave nothing half', async () => {
  for (let round = 0; round < rounds; round++) {
    const names = Array.from({ length: writers }, (_, writer) => `${round}-${writer}`);
    const known = await Promise.all(names.map(killOne));
    const document = parsePartners(await readFile(path));
    const opened = await Partners.open({ path, clock: systemClock, logger: silentLogger });
    for (const [place, done] of known.entries()) {
      const written = document.partners.filter(({ id }) => id.startsWith(`p${names[place]}-`));
      // One that was written may not have been told.
      expect([done.size, done.size + 1]).toContain(written.length);
      for (const [at, { id, works, ended }] of [...done.values()].entries()) {
        const isLast = at === done.size - 1;
        for (const key of ended) expect(() => opened.find(key)).toThrow('This API key was revoked.');
        // Of the last one a step more may have been done.
        if (!isLast) for (const key of works) expect(opened.find(key).id).toBe(id);
        else expect(opened.find(works.at(-1)!).id).toBe(id);
      }
    }
  }
  const left = (await readdir(join(path, '..'))).filter(name => name !== 'partners.json');
  for (const name of left) expect(name).toMatch(/^partners\.json\.(new|lock(\.stale)*(\.\d+-[0-9a-f]{8})?)$/);
});
