import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GatewayError } from '../../../src/core/errors.ts';
import { buildAllIndexes } from '../../../src/store/couchbase/building.ts';
import type { Connection } from '../../../src/store/couchbase/connection.ts';
import { QueryRefused } from '../../../src/store/couchbase/errors.ts';
import { indexes } from '../../../src/store/couchbase/indexes.ts';
import { type Sql, toStatement } from '../../../src/store/couchbase/sql.ts';
import { failure } from '../../support/store-world.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

vi.mock('node:timers/promises', () => ({
  setTimeout: (ms: number) => new Promise(resolve => setTimeout(resolve, ms)),
}));

const minute = 60_000;
const refused = (code: number) =>
  new GatewayError('STORE_UNAVAILABLE', 'refused', { cause: new QueryRefused(code, undefined) });

/** A query service whose indexes are in a state, and what is asked of it besides. */
function service({ state, build }: { state: () => string | undefined; build?: () => void }) {
  const asked: string[] = [];
  const query = async (statement: Sql) => {
    const { text } = toStatement(statement);
    if (text.includes('system:indexes')) {
      const now = state();
      return now === undefined ? [] : indexes.map(({ name }) => ({ name, state: now }));
    }
    asked.push(text.split(' ')[0]!);
    if (text.startsWith('BUILD')) build?.();
    return [];
  };
  return { asked, connection: { bucketName: 'b', query } as unknown as Connection };
}

const started = () => {
  const at = Date.now();
  return () => Date.now() - at;
};

async function built(connection: Connection, signal?: AbortSignal): Promise<unknown> {
  const work = buildAllIndexes(connection, 'tenant_demo', { onProgress: () => undefined, signal });
  const ended = work.then(
    () => 'built',
    (error: unknown) => error,
  );
  await vi.advanceTimersByTimeAsync(180 * minute);
  return ended;
}

describe('building indexes', () => {
  it('waits while those of another collection are being built, and does not ask all the time', async () => {
    const since = started();
    const { connection, asked } = service({
      state: () => (since() < 5 * minute ? 'deferred' : 'online'),
      build: () => {
        throw refused(5000);
      },
    });
    expect(await built(connection)).toBe('built');
    expect(asked.length).toBeLessThan(700);
  });

  it('waits for a build that takes hours', async () => {
    const since = started();
    const { connection } = service({ state: () => (since() < 150 * minute ? 'building' : 'online') });
    expect(await built(connection)).toBe('built');
  });

  it('makes those anew that were of a dropped collection of the same name', async () => {
    let made = false;
    const { connection, asked } = service({ state: () => (made ? 'online' : undefined) });
    const query = connection.query.bind(connection);
    connection.query = async (...parameters) => {
      const rows = await query(...parameters);
      made = asked.filter(word => word === 'CREATE').length >= indexes.length;
      return rows as never;
    };
    expect(await built(connection)).toBe('built');
  });

  it('gives up soon where it may not build, and late where nothing happens', async () => {
    const forbidden = service({
      state: () => 'deferred',
      build: () => {
        throw refused(13014);
      },
    });
    const since = started();
    const error = failure(
      buildAllIndexes(forbidden.connection, 'tenant_demo', { onProgress: () => undefined }),
    ).then(thrown => [thrown, since()] as const);
    await vi.advanceTimersByTimeAsync(minute);
    const [thrown, after] = await error;
    expect(thrown).toMatchObject({ cause: { code: 13014 } });
    expect(after).toBeLessThan(minute);
    expect(await built(service({ state: () => 'deferred' }).connection)).toMatchObject({
      message: 'The indexes of a collection are not being built.',
    });
  });

  it('ends with the reason when it is aborted', async () => {
    const reason = new Error('asked for');
    const giving = new AbortController();
    setTimeout(() => giving.abort(reason), minute);
    const { connection } = service({ state: () => 'building' });
    expect(await built(connection, giving.signal)).toBe(reason);
  });
});
