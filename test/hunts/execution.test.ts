import { setImmediate } from 'node:timers/promises';
import { envelop, useEngine } from '@envelop/core';
import {
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Caches } from '../../src/cache/caches.ts';
import { parseTenantId } from '../../src/core/ids.ts';
import { silentLogger } from '../../src/core/log.ts';
import { Random } from '../../src/fhir/sample/random.ts';
import { createContext, type GatewayContext } from '../../src/graphql/context.ts';
import { PlannedExecution } from '../../src/graphql/execution/execute.ts';
import type { Rendered } from '../../src/graphql/execution/text-run.ts';
import { planFlattening } from '../../src/graphql/flattening/plan.ts';
import { useFlattening } from '../../src/graphql/plugins/use-flattening.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { Caching } from '../../src/services/caching.ts';
import { Cursors } from '../../src/services/cursors.ts';
import { unrestricted } from '../../src/services/permissions.ts';
import { ManualClock } from '../support/clock.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { denseSchema } from './execution/dense.ts';
import { drawDocument } from './execution/documents.ts';
import { type Plot, withFaults } from './execution/faults.ts';

/**
 * Random operations, over real resolvers and a real store, with faults and without: planned execution and graphql-js give
 * the same answers byte by byte, the same errors in the same order, and call resolvers in the same order.
 * HUNT_SEED repeats the operations; HUNT_OPERATIONS makes it longer; HUNT_REPORT shows what was done.
 */
const { HUNT_SEED, HUNT_OPERATIONS, HUNT_REPORT, LONG } = process.env;
const seed = HUNT_SEED === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(HUNT_SEED);
const operations = Number(HUNT_OPERATIONS ?? (LONG ? 200_000 : 4_000));
/** When it is over even if not all were executed. */
const maxMs = LONG ? 3_000_000 : 12_000;

const clock = new ManualClock();
/** The gateway's, and one of which a hundred times as many are executed in the same time. */
const worlds = { gateway: worldOf(buildSchema()), dense: worldOf(denseSchema()) };
let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ clock, source: smallSample });
  await gateway.warm('demo');
});
afterAll(() => gateway?.stop());

function worldOf(plain: GraphQLSchema) {
  const schema = withFaults(plain);
  const planned = new PlannedExecution(schema);
  const rendering = new PlannedExecution(schema);
  return {
    ...{ schema, planned, rendering },
    engines: {
      reference: asText(engine(args => execute(args))),
      planned: asText(engine(planned.execute)),
      rendering: async (args: ExecutionArgs) => rendering.render(args),
    },
    tally: { documents: 0, invalid: 0, executed: 0, withErrors: 0, bytes: 0 },
  };
}

type Execute = (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>;
type Ask = (args: ExecutionArgs) => Promise<Rendered>;

/** Its answers, with data as text. */
function asText(run: Execute): Ask {
  return async args => {
    const { data, errors } = await run(args);
    return { data: JSON.stringify(data), errors };
  };
}

function engine(run: Execute): Execute {
  const { execute: executeWithPlugins } = envelop({
    plugins: [useEngine({ execute: run }), useFlattening() as object],
  })();
  return executeWithPlugins as Execute;
}

function makeContext(): GatewayContext {
  const secret = Buffer.alloc(32);
  const limits = { bytes: 1, tenantBytes: 1 };
  const caches = new Caches({ clock, mode: 'off', ...limits, secret, version: 'test' });
  const acquire = () => Promise.reject(new Error('Nothing is cached'));
  const services = {
    ...{
      tenants: gateway.gateway.tenants,
      cursors: new Cursors(secret),
      clock,
      audited: false,
      onBatch: () => undefined,
    },
    caching: new Caching({ caches, logger: silentLogger, secret, acquire }),
  };
  const caller = { tenant: parseTenantId('demo'), reviewer: null, permissions: unrestricted };
  return createContext(caller, services, new AbortController().signal);
}

/** All that can be seen of an execution. */
async function observe(ask: Ask, args: Omit<ExecutionArgs, 'contextValue'>, number: number | undefined) {
  const plot: Plot | undefined = number === undefined ? undefined : { number, calls: [] };
  const context = Object.assign(makeContext(), { plot });
  try {
    const { data, errors } = await ask({ ...args, contextValue: context });
    const told = errors?.map(({ message, path, locations, extensions, originalError }) => ({
      ...{ message, path, locations, extensions },
      original: originalError?.constructor.name,
    }));
    const text = `${data} ${JSON.stringify(told)}`;
    return { text, calls: plot?.calls, errors: errors?.length ?? 0 };
  } finally {
    context.session.release();
    // Until then nobody knows of promises that failed unheard.
    if (number !== undefined) await setImmediate();
  }
}

/** Calls back for promises that fail unheard. vitest would take them for failures of the test; graphql-js leaves some. */
function listenForUnheard(callback: () => void): () => void {
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', callback);
  return () => {
    process.removeAllListeners('unhandledRejection');
    for (const other of others) process.on('unhandledRejection', other);
  };
}

/** What differs. */
async function compareOne(name: keyof typeof worlds, place: number): Promise<string | undefined> {
  const { schema, engines, tally } = worlds[name];
  const random = new Random(seed, name, place);
  const drawn = drawDocument(schema, random);
  const document = parse(drawn.source);
  tally.documents += 1;
  if (validate(schema, document, undefined, { maxErrors: 1 }).length > 0) {
    tally.invalid += 1;
    return undefined;
  }
  for (const variableValues of drawn.variables) {
    const number = random.chance(0.6) ? random.int(0, 2 ** 31) : undefined;
    const args = { schema, document, variableValues, operationName: drawn.operationName };
    const seen: Record<string, Awaited<ReturnType<typeof observe>>> = {};
    for (const name of names) {
      // Flattening is done to objects.
      if (name === 'rendering' && planFlattening(document, drawn.operationName) !== undefined) continue;
      running = name;
      seen[name] = await observe(engines[name], args, number);
    }
    const { reference: expected, ...others } = seen;
    tally.executed += 1;
    tally.bytes += expected!.text.length;
    if (expected!.errors > 0) tally.withErrors += 1;
    for (const [name, actual] of Object.entries(others)) {
      const [calls, ours] = [expected!, actual].map(each => each.calls?.join('\n'));
      if (expected!.text === actual.text && calls === ours) continue;
      const texts = [expected!.text, actual.text, calls, ours];
      const parts = [name, drawn.source, JSON.stringify(variableValues), ...texts];
      return parts.map(text => text?.slice(0, 4_000)).join('\n\n');
    }
  }
  return undefined;
}

const names = ['reference', 'planned', 'rendering'] as const;
let running: (typeof names)[number] = 'reference';

test('planned execution and graphql-js agree', async () => {
  const unheard = { reference: 0, planned: 0, rendering: 0 };
  using listening = new DisposableStack();
  listening.defer(
    listenForUnheard(() => {
      unheard[running] += 1;
    }),
  );
  const until = performance.now() + maxMs;
  const differences: string[] = [];
  const { gateway: real, dense } = worlds;
  for (let place = 0; performance.now() < until && differences.length < 4; place++) {
    if (real.tally.executed + dense.tally.executed >= operations) break;
    const found = [
      await compareOne('gateway', place),
      ...(await Array.fromAsync({ length: 4 }, (_, more) => compareOne('dense', place * 4 + more))),
    ];
    differences.push(...found.filter(each => each !== undefined));
  }
  if (HUNT_REPORT)
    console.log(
      JSON.stringify({ seed, unheard }),
      real.tally,
      real.planned.figures,
      dense.tally,
      dense.planned.figures,
    );
  expect(differences.join('\n\n----\n\n'), `HUNT_SEED=${seed}`).toBe('');
  expect(unheard.planned + unheard.rendering).toBe(0);
  for (const { tally, planned } of [real, dense]) {
    // They must not agree because nothing was planned, or because there was nothing in it.
    expect(planned.figures.planned / tally.executed).toBeGreaterThan(0.7);
    expect(tally.invalid / tally.documents).toBeLessThan(0.5);
    expect(tally.withErrors / tally.executed).toBeGreaterThan(0.1);
    expect(tally.bytes / tally.executed).toBeGreaterThan(100);
  }
}, 3_600_000);
