import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MonitoredGateway, monitoredGateway } from '../support/monitored-gateway.ts';
import { asSent, queriesOf, readDashboards, readRules } from '../support/monitoring.ts';
import { describeWithPrometheus, Prometheus } from '../support/prometheus.ts';
import { describeWithRedis } from '../support/redis.ts';
import { soon } from '../support/soon.ts';

/** By the file's own intervals, to see how soon an operator knows; otherwise every second, to be done soon. */
const asShipped = process.env.LONG !== undefined;

/** What a gateway on the embedded store has no figures of, or none of that is well. */
const nothingToSee = new Set([
  'gateway-store-and-lanes: Connections to Couchbase',
  'gateway-overview: Alerts that fire',
  'gateway-store-and-lanes: Tenants that wait',
  ...readDashboards().map(({ uid }) => `${uid}: annotation`),
]);

describeWithPrometheus('a real Prometheus on a real gateway', () => {
  describeWithRedis('with Redis', () => {
    let gateway: MonitoredGateway;
    let prometheus: Prometheus;

    beforeAll(async () => {
      gateway = await monitoredGateway();
      prometheus = await Prometheus.start({
        gateway: gateway.address,
        ...(!asShipped && { interval: '1s' }),
      });
    });
    afterAll(async () => {
      await prometheus?.[Symbol.asyncDispose]();
      await gateway?.[Symbol.asyncDispose]();
    });

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

    test('every query of every dashboard is answered, and has something to show where there is something', async () => {
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
      });
    });

    test('the alert for a stopped Redis fires within 30 s, and ends when it is back', async () => {
      expect(await prometheus.firing()).not.toContain('RedisDown');
      const stopped = Date.now();
      await gateway.redis!.kill();
      await soon(async () => expect(await prometheus.firing()).toContain('RedisDown'), 30_000);
      console.info(`RedisDown fires ${((Date.now() - stopped) / 1000).toFixed(1)} s after Redis was stopped`);
      expect(await prometheus.query('ALERTS{alertname="RedisDown", alertstate="firing"}')).toHaveLength(1);
      await gateway.redis!.start();
      await soon(async () => expect(await prometheus.firing()).not.toContain('RedisDown'), 30_000);
    }, 65_000);
  });
});
