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
import { Ending } from '../../src/core/ending.ts';
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
import { seed } from '../support/seed.ts';
import { denseSchema } from './execution/dense.ts';
import { drawDocument } from './execution/documents.ts';
import { type Plot, withFaults } from './execution/faults.ts';
import { SharedResources, withSharedResources } from './execution/shared.ts';

/**
 * Random operations, over real resolvers and a real store, with faults and without: planned execution and graphql-js give
 * the same answers byte by byte, the same errors in the same order, and call resolvers in the same order.
 * HUNT_SEED repeats the operations; HUNT_OPERATIONS makes it longer; HUNT_REPORT shows what was done.
 */
const { HUNT_OPERATIONS, HUNT_REPORT, LONG } = process.env;
const operations = Number(HUNT_OPERATIONS ?? (LONG ? 200_000 : 2_000));
/** When it is over even if not all were executed. */
const maxMs = LONG ? 3_000_000 : 12_000;

/** Kept texts have to make room all the time. */
const crowdedBytes = 3_000;

const clock = new ManualClock();
const resources = new SharedResources(seed);
/** The gateway's, and one of which a hundred times as many are executed in the same time. */
const worlds = {
  gateway: worldOf(withFaults(buildSchema())),
  dense: worldOf(withFaults(denseSchema())),
  /** Of which texts are kept. */
  shared: worldOf(withSharedResources(buildSchema(), resources)),
};
let gateway: TestGateway;
beforeAll(async () => {
  // With caches documents would be parsed whole: nothing of their text were copied.
  gateway = await startTestGateway({ clock, source: smallSample, env: { CACHE: 'off' } });
  await gateway.warm('demo');
});
afterAll(() => gateway?.stop());

function worldOf(schema: GraphQLSchema) {
  const planned = new PlannedExecution(schema);
  const rendering = new PlannedExecution(schema);
  const crowded = new PlannedExecution(schema, crowdedBytes);
  return {
    ...{ schema, planned, rendering, crowded },
    engines: {
      reference: asText(engine(args => execute(args))),
      planned: asText(engine(planned.execute)),
      rendering: async (args: ExecutionArgs) => rendering.render(args),
      crowded: async (args: ExecutionArgs) => crowded.render(args),
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
  return createContext(caller, services, new Ending());
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
  if (name === 'shared' && random.chance(0.1)) resources.replaceOne(random);
  const again = name === 'shared' && bank.length > 0 && random.chance(0.7);
  const { drawn, document } = again ? random.pick(bank) : draw(schema, random, name === 'shared' ? 4 : 1);
  if (!again) {
    tally.documents += 1;
    if (validate(schema, document, undefined, { maxErrors: 1 }).length > 0) {
      tally.invalid += 1;
      return undefined;
    }
    if (name === 'shared') bank.splice(0, bank.length - 99, ...bank.slice(-99), { drawn, document });
  }
  for (const variableValues of drawn.variables) {
    const number = name !== 'shared' && random.chance(0.6) ? random.int(0, 2 ** 31) : undefined;
    const args = { schema, document, variableValues, operationName: drawn.operationName };
    const seen: Record<string, Awaited<ReturnType<typeof observe>>> = {};
    // Flattening is done to objects.
    const isFlattened = planFlattening(document, drawn.operationName) !== undefined;
    for (const each of isFlattened ? ofObjects : name === 'shared' ? ofKeptTexts : ofTexts) {
      running = each;
      seen[each] = await observe(engines[each], args, number);
    }
    const { reference: expected, ...others } = seen;
    tally.executed += 1;
    tally.bytes += expected!.text.length;
    if (expected!.errors > 0) tally.withErrors += 1;
    for (const [by, actual] of Object.entries(others)) {
      const [calls, ours] = [expected!, actual].map(each => each.calls?.join('\n'));
      if (expected!.text === actual.text && calls === ours) continue;
      const texts = [expected!.text, actual.text, calls, ours];
      const parts = [by, drawn.source, JSON.stringify(variableValues), ...texts];
      return parts.map(text => text?.slice(0, 4_000)).join('\n\n');
    }
  }
  return undefined;
}

/** Documents that are asked for again and again. */
const bank: ReturnType<typeof draw>[] = [];

/** The longest of so many. */
function draw(schema: GraphQLSchema, random: Random, choice: number) {
  const choices = Array.from({ length: choice }, () => drawDocument(schema, random));
  const drawn = choices.reduce((one, other) => (other.source.length > one.source.length ? other : one));
  return { drawn, document: parse(drawn.source) };
}

const ofObjects = ['reference', 'planned'] as const;
const ofTexts = [...ofObjects, 'rendering'] as const;
const ofKeptTexts = [...ofTexts, 'crowded'] as const;
let running: (typeof ofKeptTexts)[number] = 'reference';

test('planned execution and graphql-js agree', async () => {
  const unheard = { reference: 0, planned: 0, rendering: 0, crowded: 0 };
  using listening = new DisposableStack();
  listening.defer(
    listenForUnheard(() => {
      unheard[running] += 1;
    }),
  );
  const until = performance.now() + maxMs;
  const differences: string[] = [];
  const { gateway: real, dense, shared } = worlds;
  for (let place = 0; performance.now() < until && differences.length < 4; place++) {
    const executed = real.tally.executed + dense.tally.executed + shared.tally.executed;
    if (executed >= operations) break;
    const found = [
      await compareOne('gateway', place),
      ...(await Array.fromAsync({ length: 4 }, (_, more) => compareOne('dense', place * 4 + more))),
      ...(await Array.fromAsync({ length: 8 }, (_, more) => compareOne('shared', place * 8 + more))),
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
      shared.tally,
      ...[shared.rendering, shared.crowded].map(({ figures, textBytes }) => ({ ...figures, textBytes })),
    );
  expect(differences.join('\n\n----\n\n'), `HUNT_SEED=${seed}`).toBe('');
  expect(unheard.planned + unheard.rendering + unheard.crowded).toBe(0);
  // Texts were kept, and had to make room where there was time for many.
  expect(shared.rendering.textBytes).toBeGreaterThan(LONG ? crowdedBytes : 0);
  expect(shared.crowded.textBytes).toBeGreaterThan(0);
  expect(shared.crowded.textBytes).toBeLessThan(crowdedBytes + 1);
  for (const { tally, planned } of [real, dense, shared]) {
    // They must not agree because nothing was planned, or because there was nothing in it. A short one is as luck has it.
    expect(planned.figures.planned / tally.executed).toBeGreaterThan(LONG ? 0.7 : 0);
    expect(tally.invalid / tally.documents).toBeLessThan(LONG ? 0.5 : 1);
    expect(tally.withErrors / tally.executed).toBeGreaterThan(LONG ? 0.04 : 0);
    expect(tally.bytes / tally.executed).toBeGreaterThan(LONG ? 100 : 20);
  }
}, 3_600_000);
