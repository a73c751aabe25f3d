import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findCapacity } from '../../bench/contest/capacity.ts';
import type { Load, LoadResult } from '../../bench/contest/load.ts';
import { runPaced } from '../../bench/contest/paced.ts';

describe('requests at a pace', () => {
  let server: Server;
  let load: Load;
  const asked: string[] = [];
  beforeEach(async () => {
    asked.length = 0;
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      if (request.url === '/cut') request.socket.destroy();
      else response.writeHead(request.url === '/wrong' ? 500 : 200).end('12345');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const requests = [{ method: 'POST', path: '/right', headers: {}, body: '{}' }] as const;
    load = { url: `http://127.0.0.1:${port}`, requests, connections: 20, seconds: 0.1, share: 'all' };
  });
  afterEach(() => {
    server.close();
  });

  it('are as many as are due, on connections that are all open before', async () => {
    const result = await runPaced(load, 500);
    expect(result).toMatchObject({ requests: 50, failed: 0, opened: 20, bytesEach: 5 });
    expect(asked.slice(0, 20)).toEqual(Array(20).fill('GET /health/live'));
    expect(asked.slice(20)).toEqual(Array(50).fill('POST /right'));
    // The last is due after so long, and none counts from before it was sent.
    expect(result.seconds).toBeGreaterThan(0.09);
    expect(result.p50Ms).toBeGreaterThan(0);
  });

  it('fail by their status, and with their connection, which is opened again', async () => {
    const [right] = load.requests;
    const requests = ['/wrong', '/cut', '/right', '/right', '/right'].map(path => ({ ...right!, path }));
    const result = await runPaced({ ...load, requests }, 500);
    expect(result).toMatchObject({ requests: 30, failed: 20 });
    expect(result.opened).toBeGreaterThan(20);
  });
});

describe('capacity', () => {
  const rounds: number[] = [];
  /** Takes so many a second; the estimate is of something else. */
  const gateway = (takes: () => number, estimate: number) => ({
    run: async ({ rate }: Load) => {
      if (rate === undefined) return { perSecond: estimate, failed: 3 } as LoadResult;
      rounds.push(rate);
      return { failed: 0, lastP50Ms: rate > takes() ? 500 : 1 } as LoadResult;
    },
  });
  const asked = { url: '', requests: [], connections: 1_000, seconds: 1, share: 'all' } as const;

  it('is the most at which no queue grows, however much was answered at full speed', async () => {
    for (const takes of [5_300, 8_000, 11_700]) {
      const found = await findCapacity(
        gateway(() => takes, 10_000),
        asked,
        1,
      );
      expect(found).toBeLessThanOrEqual(takes);
      expect(found).toBeGreaterThan(takes - 0.7 * 10_000 * 2 ** -5 - 1);
    }
  });

  it('is the median of several: one disturbed search changes nothing', async () => {
    rounds.length = 0;
    const found = await findCapacity(
      gateway(() => (rounds.length <= 5 ? 100 : 8_000), 10_000),
      asked,
      3,
    );
    expect(found).toBeGreaterThan(7_700);
  });
});
