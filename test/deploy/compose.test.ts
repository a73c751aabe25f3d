import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly read_only?: boolean;
  readonly mem_limit?: string;
  readonly pids_limit?: number;
  readonly restart?: string;
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks?: Readonly<Record<string, { readonly internal?: boolean }>>;
}

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const readYaml = (path: string) => parse(read(path), { merge: true });
const simple: ComposeFile = readYaml('docker-compose.yml');
const onTop: ComposeFile = readYaml('docker-compose.couchbase.yml');

/** As compose lays one file over the other, as far as these tests look. */
const names = [...new Set([...Object.keys(simple.services), ...Object.keys(onTop.services)])];
const services = Object.fromEntries(
  names.map(name => {
    const [below, above] = [simple.services[name], onTop.services[name]];
    const environment = { ...below?.environment, ...above?.environment };
    const depends_on = { ...below?.depends_on, ...above?.depends_on };
    return [name, { ...below, ...above, environment, depends_on } as Service];
  }),
);
const all = Object.entries(services);
const dockerfile = read('Dockerfile');
const pinned = /^(?!.*latest)[\w./-]+:[\w.-]*\d+\.\d+\.\d+[\w.-]*$/;

describe('every service', () => {
  test.each(all)('%s', (_, service) => {
    expect(service.build ?? service.image).toBeDefined();
    if (service.build === undefined) expect(service.image).toMatch(pinned);
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
    expect(service.cap_drop).toContain('ALL');
    expect(service.security_opt).toContain('no-new-privileges:true');
    expect(service.mem_limit).toBeDefined();
    expect(service.pids_limit).toBeGreaterThan(0);
    for (const volume of service.volumes ?? []) {
      const [source = ''] = volume.split(':');
      if (source.startsWith('./')) expect([source, existsSync(join(root, source))]).toEqual([source, true]);
      else if (!source.startsWith('${'))
        expect({ ...simple.volumes, ...onTop.volumes }).toHaveProperty(source);
    }
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect(services).toHaveProperty(other);
      if (condition === 'service_healthy') expect(services[other]?.healthcheck).toBeDefined();
      else
        expect([condition, services[other]?.restart]).toEqual(['service_completed_successfully', undefined]);
    }
  });

  test('that stays has a health check', () => {
    const staying = all.filter(([, { restart }]) => restart !== undefined);
    expect(staying.map(([name]) => name).sort()).toEqual(
      ['couchbase', 'gateway', 'grafana', 'prometheus', 'redis'].sort(),
    );
    for (const [name, { build, healthcheck }] of staying) {
      expect([name, build !== undefined || healthcheck !== undefined]).toEqual([name, true]);
    }
    expect(dockerfile).toMatch(/^HEALTHCHECK .*\\\n {2}CMD \["node"/m);
  });

  test('has a file system that it cannot change, but the one that is another maker’s to run', () => {
    expect(all.filter(([, service]) => service.read_only !== true).map(([name]) => name)).toEqual([
      'couchbase',
    ]);
  });

  test('that holds patient data is on a network that leads nowhere', () => {
    expect(simple.networks?.store?.internal).toBe(true);
    expect(services.couchbase?.networks).toEqual(['store']);
    expect(services.redis?.networks).toEqual(['store']);
  });
});

describe('what is configured', () => {
  const known = [
    ...`${read('src/config.ts')}${read('src/variables.ts')}`.matchAll(/^ {2}([A-Z][A-Z_]+):/gm),
  ].map(([, name]) => name);

  test.each(['gateway', 'ingest'])('every variable of %s is one that it reads', name => {
    const given = Object.keys(services[name]?.environment ?? {});
    // SOURCE is for the shell of the ingest job.
    expect([...known, 'SOURCE']).toEqual(expect.arrayContaining(given));
  });

  test('no password has a default, and the example for .env names every one', () => {
    const example = read('deploy/env.example');
    const files = read('docker-compose.yml') + read('docker-compose.couchbase.yml');
    const passwords = [...files.matchAll(/\$\{(\w*PASSWORD)(.{0,2})/g)];
    expect(passwords.length).toBeGreaterThan(5);
    for (const [, name, how] of passwords) {
      expect([name, how]).toEqual([name, ':?']);
      expect(example).toMatch(new RegExp(`^${name}=$`, 'm'));
    }
    for (const [, service] of all) {
      for (const [name, value] of Object.entries(service.environment ?? {})) {
        if (name.includes('PASSWORD')) expect(value).toMatch(/^\$\{\w+:\?/);
      }
    }
  });

  test('the example for .env names no variable that is not there', () => {
    const files = read('docker-compose.yml') + read('docker-compose.couchbase.yml');
    for (const [, name] of read('deploy/env.example').matchAll(/^(\w+)=/gm)) {
      if (!name!.startsWith('COMPOSE_')) expect(files).toContain(`\${${name}:`);
    }
  });

  test('the image is built on a pinned one, runs as nobody in particular, and brings a context of its own choice', () => {
    for (const [, image] of dockerfile.matchAll(/^FROM (\S+)/gm)) expect(image).toMatch(pinned);
    const { devDependencies } = JSON.parse(read('package.json'));
    expect(dockerfile).toContain(`node:${devDependencies.node}-`);
    expect(dockerfile).toMatch(/^USER node$/m);
    const ignored = read('.dockerignore')
      .split('\n')
      .filter(line => line !== '' && !line.startsWith('#'));
    expect(ignored[0]).toBe('*');
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, list]) =>
      list!.split(' '),
    );
    expect(ignored.slice(1).map(line => line.slice(1))).toEqual(expect.arrayContaining(copied));
  });
});

describe('monitoring', () => {
  const { scrape_configs: jobs } = readYaml('deploy/prometheus/prometheus.yml');
  const targets: string[] = jobs.flatMap(
    ({ static_configs: groups }: { static_configs: { targets: string[] }[] }) =>
      groups.flatMap(group => group.targets),
  );

  test('Prometheus asks services that are there, the gateway where operators are told', () => {
    for (const target of targets) expect([...names, 'localhost']).toContain(target.split(':')[0]);
    expect(targets).toContain(`gateway:${services.gateway?.environment?.OPS_PORT}`);
  });

  test('what operators are told is not published', () => {
    const { OPS_PORT } = services.gateway?.environment ?? {};
    expect(OPS_PORT).toMatch(/^\d+$/);
    expect(services.gateway?.ports?.join()).not.toContain(OPS_PORT);
  });

  test('Prometheus finds its rules, and Grafana its dashboards and the one that it opens with', () => {
    const { rule_files: rules } = readYaml('deploy/prometheus/prometheus.yml');
    expect(rules).toEqual(['rules/*.yml']);
    expect(services.prometheus?.volumes).toContain('./deploy/prometheus/rules:/etc/prometheus/rules:ro');
    const { providers } = readYaml('deploy/grafana/provisioning/dashboards/gateway.yml');
    const mounted = '/etc/grafana/dashboards';
    expect(providers[0].options.path).toBe(mounted);
    expect(services.grafana?.volumes).toContain(`./deploy/grafana/dashboards:${mounted}:ro`);
    const home = String(services.grafana?.environment?.GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH);
    expect(existsSync(join(root, home.replace(mounted, 'deploy/grafana/dashboards')))).toBe(true);
    const { datasources } = readYaml('deploy/grafana/provisioning/datasources/prometheus.yml');
    expect(names).toContain(new URL(datasources[0].url).hostname);
  });
});

/** Docker's plugin, or the program by itself. */
const compose = [['docker', 'compose'], ['docker-compose']].find(
  ([program, ...args]) => spawnSync(program!, [...args, 'version']).status === 0,
);

describe.skipIf(compose === undefined)(
  `docker compose config${compose === undefined ? ' (skipped: no docker compose in the path)' : ''}`,
  () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'compose-test-'));
      for (const part of ['docker-compose.yml', 'docker-compose.couchbase.yml', 'Dockerfile', 'deploy']) {
        await cp(join(root, part), join(folder, part), { recursive: true });
      }
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    const config = (...args: readonly string[]) => {
      const [program, ...command] = compose!;
      const { PATH, HOME } = process.env;
      const { status, stdout, stderr } = spawnSync(program!, [...command, ...args, 'config'], {
        cwd: folder,
        env: { PATH, ...(HOME !== undefined && { HOME }) },
        encoding: 'utf8',
      });
      return { status, stdout, stderr };
    };
    const fill = (example: string) => example.replace(/PASSWORD=$/gm, 'PASSWORD=secret123');

    test.each([[[]], [['--profile', 'redis']], [['--profile', 'monitoring']]])(
      'the simple way needs no variable: %j',
      args => {
        expect(config(...args)).toMatchObject({ status: 0 });
      },
    );

    test('the whole, from the example for .env', async () => {
      await writeFile(join(folder, '.env'), fill(read('deploy/env.example')));
      const { status, stdout } = config();
      expect(status).toBe(0);
      for (const name of names) expect(stdout).toMatch(new RegExp(`^ {2}${name}:$`, 'm'));
      expect(stdout).toContain('STORE_URL: couchbase://couchbase/fhir');
    });

    test.each(['COUCHBASE_ADMIN_PASSWORD', 'COUCHBASE_PASSWORD', 'REDIS_PASSWORD', 'GRAFANA_PASSWORD'])(
      'without %s it says what to do',
      async name => {
        const filled = fill(read('deploy/env.example')).replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=`);
        await writeFile(join(folder, '.env'), filled);
        const { status, stderr } = config();
        expect(status).not.toBe(0);
        expect(stderr).toMatch(new RegExp(`set ${name}.*deploy/env.example`));
      },
    );
  },
);
