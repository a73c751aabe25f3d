import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeError } from '../../src/core/describe.ts';
import { GatewayError } from '../../src/core/errors.ts';

const secret = 'Very-Secret-Name';
const caught = (run: () => unknown): Error => {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
};

test('the message of an error is logged only where it speaks of code', () => {
  // Node quotes the text that it could not parse.
  const parsing = caught(() => JSON.parse(`{"name": ${secret}`));
  expect(parsing.message).toContain(secret.slice(0, 4));
  expect(JSON.stringify(describeError(parsing))).not.toContain(secret.slice(0, 4));
  expect(describeError(parsing)).toMatchObject({ name: 'SyntaxError' });
  const fault = caught(() => (undefined as unknown as { x: { y: number } }).x.y);
  expect(describeError(fault)).toMatchObject({
    name: 'TypeError',
    message: expect.stringContaining('undefined'),
  });
  expect(describeError(fault).at).toEqual(expect.arrayContaining([expect.stringContaining('log.test.ts')]));
});

test('causes are told in the same way, with their codes', () => {
  const cause = Object.assign(new Error(secret), { code: 'ERR_SQLITE_ERROR', errcode: 11 });
  const described = describeError(
    new GatewayError('STORE_UNAVAILABLE', 'A data file is damaged.', { cause }),
  );
  expect(described).toMatchObject({
    message: 'A data file is damaged.',
    code: 'STORE_UNAVAILABLE',
    cause: { name: 'Error', code: 'ERR_SQLITE_ERROR', errcode: 11 },
  });
  expect(JSON.stringify(described)).not.toContain(secret);
});

test('a log line is JSON with what is known of the request', () => {
  const source = (file: string) => JSON.stringify(join(import.meta.dirname, '../../src/core', file));
  const script = `
    const { createLogger } = await import(${source('log.ts')});
    const { runInRequest } = await import(${source('context.ts')});
    const log = createLogger({ level: 'info', pretty: false });
    log.debug({}, 'not at this level');
    runInRequest({ requestId: 'r1', tenant: 'a', operation: 'Find' }, () =>
      log.error({ err: new SyntaxError('${secret}') }, 'failed'));
    log.info({ err: '${secret}' }, 'no error');`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  const [failed, noError, ...more] = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(failed).toMatchObject({
    level: 'error',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    requestId: 'r1',
    tenant: 'a',
    operation: 'Find',
    err: { name: 'SyntaxError' },
    msg: 'failed',
  });
  expect(noError).toMatchObject({ level: 'info', err: 'string' });
  expect(more).toEqual([]);
  expect(stdout).not.toContain(secret);
});
