import { Counter, Gauge } from 'prom-client';
import { expect, test } from 'vitest';
import { Polled } from '../../src/metrics/polled.ts';
import { leaveOut, MetricsRegistry } from '../../src/metrics/registry.ts';

const linesOf = (text: string) => text.split('\n').filter(line => line !== '' && !line.startsWith('#'));

test('a metric whose figures cannot be read is left without any, and told again when they can', async () => {
  const registry = new MetricsRegistry();
  const registers = [registry];
  let broken = false;
  const failing = async () => {
    if (broken) throw new Error('no figures');
  };
  new Gauge({
    ...{ name: 'late', help: 'late', registers },
    async collect() {
      await failing();
      this.set(1);
    },
  });
  new Gauge({
    ...{ name: 'at_once', help: 'at once', labelNames: ['kind'], registers },
    collect() {
      if (broken) throw new Error('no figures');
      this.set({ kind: 'a' }, 2);
    },
  });
  new Counter({ name: 'well_total', help: 'well', registers }).inc();
  const all = ['late 1', 'at_once{kind="a"} 2', 'well_total 1'];
  expect(linesOf(await registry.metrics())).toEqual(all);
  broken = true;
  expect(linesOf(await registry.metrics())).toEqual(['well_total 1']);
  expect((await registry.getMetricsAsJSON()).map(({ values }) => values.length)).toEqual([0, 0, 1]);
  broken = false;
  expect(linesOf(await registry.metrics())).toEqual(all);
});

test('a gauge without a figure has no series', async () => {
  const registry = new MetricsRegistry();
  const gauge = new Gauge({ name: 'plain', help: 'plain', registers: [registry] });
  leaveOut(gauge);
  expect(linesOf(await registry.metrics())).toEqual([]);
  gauge.set(3);
  expect(linesOf(await registry.metrics())).toEqual(['plain 3']);
});

test('a figure from elsewhere is asked for once at a time, and waited for no longer than may be', async () => {
  let asked = 0;
  let answer = Promise.withResolvers<number>();
  const polled = new Polled(
    () => {
      asked += 1;
      return answer.promise;
    },
    { waitMs: 20, freshMs: 0 },
  );
  expect(await Promise.all([polled.get(), polled.get()])).toEqual([undefined, undefined]);
  // Still the same question.
  expect([await polled.get(), asked]).toEqual([undefined, 1]);
  answer.resolve(7);
  await answer.promise;
  answer = Promise.withResolvers();
  answer.reject(new Error('away'));
  expect([await polled.get(), asked]).toEqual([undefined, 2]);
  answer = Promise.withResolvers();
  answer.resolve(8);
  expect([await polled.get(), asked]).toEqual([8, 3]);
});

test('a figure that is fresh is not asked for, nor is one that was just not to be had', async () => {
  let asked = 0;
  const options = { waitMs: 1_000, freshMs: 60_000 };
  const told = new Polled(async () => ++asked, options);
  expect([await told.get(), await told.get()]).toEqual([1, 1]);
  const failing = new Polled(() => Promise.reject(new Error(String(++asked))), options);
  expect([await failing.get(), await failing.get(), asked]).toEqual([undefined, undefined, 2]);
});
