import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { isLong, longTest } from '../support/long.ts';
import { type MonitoredGateway, monitoredGateway } from '../support/monitored-gateway.ts';
import { asSent, queriesOf, readDashboards, readRules } from '../support/monitoring.ts';
import { describeWithPrometheus, Prometheus } from '../support/prometheus.ts';
import { noRedis } from '../support/redis.ts';
import { soon } from '../support/soon.ts';

/** By the file's own intervals, to see how soon an operator knows; otherwise every second, to be done soon. */
const asShipped = isLong;

/** What a gateway on the embedded store has no figures of, or none while all is well. */
const nothingToSee = new Set([
  'gateway-store-and-lanes: Connections to Couchbase',
  'gateway-store-and-lanes: Tenants that wait',
  'gateway-overview: Alerts that fire',
  ...readDashboards().map(({ uid }) => `${uid}: annotation`),
  ...(noRedis ? ['gateway-overview: Redis', 'gateway-cache: Redis', 'gateway-cache: Is it asked?'] : []),
]);

describeWithPrometheus('a real Prometheus on a real gateway of two workers', () => {
  let gateway: MonitoredGateway;
  let prometheus: Prometheus;

  // They are processes, for which a busy machine takes its time.
  beforeAll(async () => {
    gateway = await monitoredGateway({ WORKERS: '2', OPS_PORT: String(await freePort()) });
    prometheus = await Prometheus.start({
      gateway: gateway.address,
      ...(!asShipped && { interval: '1s' }),
    });
  }, 90_000);
  afterAll(async () => {
    await prometheus?.[Symbol.asyncDispose]();
    await gateway?.[Symbol.asyncDispose]();
  });

  /** Waits until an alert fires. @returns seconds that it took */
  async function fires(alert: string): Promise<number> {
    const begun = Date.now();
    await soon(async () => expect(await prometheus.firing()).toContain(alert), 30_000);
    return (Date.now() - begun) / 1000;
  }

  test('all targets are up, all rules load, and nothing fires', async () => {
    await soon(async () => expect(await prometheus.targets()).toEqual({ gateway: 'up', prometheus: 'up' }));
    await soon(async () => {
      const rules = await prometheus.rules();
      expect(rules.map(({ name }) => name).sort()).toEqual(
        readRules()
          .map(({ alert, record }) => alert ?? record)
          .sort(),
      );
      expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
    });
    expect(await prometheus.firing()).toEqual([]);
  });

  test('every query of every dashboard is answered, and shows something where there is something', async () => {
    const queries = readDashboards().flatMap(queriesOf);
    await soon(async () => {
      await gateway.traffic();
      const empty: string[] = [];
      for (const { dashboard, panel, expr, legend } of queries) {
        const name = `${dashboard}: ${panel}`;
        const samples = await prometheus.query(asSent(expr));
        if (samples.length === 0 && !nothingToSee.has(name)) empty.push(`${name}: ${legend}: ${expr}`);
      }
      expect(empty).toEqual([]);
    }, 60_000);
  }, 90_000);

  longTest(
    `the alert for a stopped Redis fires within 30 s, and ends when it is back${noRedis ? ' (nothing is done: no redis-server in the path)' : ''}`,
    async () => {
      if (noRedis) return;
      await gateway.redis!.kill();
      console.info(`RedisDown fires ${await fires('RedisDown')} s after Redis was stopped`);
      await gateway.redis!.start();
      await soon(async () => expect(await prometheus.firing()).not.toContain('RedisDown'), 30_000);
    },
    90_000,
  );

  describe.skipIf(!asShipped)(
    `by the intervals as they are${asShipped ? '' : ' (skipped: LONG is not set)'}`,
    () => {
      test('a killed worker is told of within 30 s, and so is a gateway that is gone', async () => {
        const { processes } = await gateway.stats();
        process.kill(processes[0]!.pid, 'SIGKILL');
        console.info(`WorkerRestarted fires ${await fires('WorkerRestarted')} s after a worker was killed`);
        await gateway.process.end('SIGKILL');
        console.info(`GatewayDown fires ${await fires('GatewayDown')} s after the gateway was killed`);
      });
    },
  );
});
