import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Collector } from '../support/collector.ts';
import { layMaster, smallSample } from '../support/masters.ts';
import { CommandFolder } from '../support/process-command.ts';
import { GatewayProcess } from '../support/process-gateway.ts';
import { soon } from '../support/soon.ts';

/** Notes which modules a process loads. */
const witness = `
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
registerHooks({
  load(url, context, next) {
    appendFileSync(process.env.LOADED, url + '\\n');
    return next(url, context);
  },
});`;

// prom-client brings the interface along, which does nothing by itself.
test('nothing of OpenTelemetry is loaded unless a collector is named', async () => {
  await using collector = await Collector.start();
  await using folder = await CommandFolder.open();
  await writeFile(join(folder.path, 'witness.mjs'), witness);
  await layMaster(join(folder.path, 'store'), smallSample);

  const loadedBy = async (env: Record<string, string>) => {
    const loaded = join(folder.path, `loaded-${Object.keys(env).length}`);
    const NODE_OPTIONS = `--import ${join(folder.path, 'witness.mjs')}`;
    const gateway = await GatewayProcess.start(folder, [], {
      env: { ...env, NODE_OPTIONS, LOADED: loaded },
    });
    await gateway.logged(/ready: open/);
    await gateway.query('mutation { warmUpTenant { state } }');
    expect(await gateway.query('{ patient(id: "patient-1") { id } }')).toMatchObject({ status: 200 });
    expect(await gateway.end('SIGTERM')).toMatchObject({ ended: 0 });
    const modules = (await readFile(loaded, 'utf8')).split('\n');
    expect(modules.some(url => url.endsWith('/src/gateway.ts'))).toBe(true);
    return modules.filter(url => /@opentelemetry\/(?!api\/)|src\/tracing\//.test(url));
  };
  expect(await loadedBy({})).toEqual([]);
  expect(collector.bodies).toEqual([]);
  expect(await loadedBy(collector.env)).not.toEqual([]);
  expect(collector.spans).not.toEqual([]);
});

test('each worker sends its own spans and says which it is', async () => {
  await using collector = await Collector.start();
  await using folder = await CommandFolder.open();
  const env = { ...collector.env, WORKERS: '2' };
  await layMaster(join(folder.path, 'store'), smallSample);
  const gateway = await GatewayProcess.start(folder, [], { env });
  await gateway.logged(/ready: open/);
  await soon(async () => {
    await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ query: '{ tenant { id } }' }),
    });
    expect(new Set(collector.spans.map(({ resource }) => resource['gateway.worker']))).toEqual(
      new Set([1, 2]),
    );
  });
  for (const name of ['process.pid', 'service.instance.id'])
    expect(new Set(collector.spans.map(({ resource }) => resource[name])).size).toBe(2);
  expect(await gateway.end('SIGTERM')).toMatchObject({ ended: 0 });
});

test('a wrong variable stops the start with a line that holds no secret', async () => {
  await using folder = await CommandFolder.open();
  const { code, stderr } = await folder.run(['serve'], {
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'grpc://user:s3cret@collector:4317',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization Bearer s3cret',
      OTEL_TRACES_SAMPLER: 'sometimes',
      OTEL_TRACES_SAMPLER_ARG: '1.5',
    },
  });
  expect(code).toBe(2);
  expect(stderr.trim().split('\n').sort()).toEqual([
    'OTEL_EXPORTER_OTLP_ENDPOINT="grpc://***@collector:4317": expected an http:// or https:// URL',
    'OTEL_EXPORTER_OTLP_HEADERS="***": expected headers such as name=value,name=value',
    'OTEL_TRACES_SAMPLER="sometimes": expected one of always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off, parentbased_traceidratio',
    'OTEL_TRACES_SAMPLER_ARG="1.5": expected a number from 0 to 1',
  ]);
});
