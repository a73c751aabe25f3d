import { expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import type { Resource } from '../../../src/fhir/types.ts';
import type { HttpOptions } from '../../../src/ingest/http/client.ts';
import { fhirBase, restSource } from '../../../src/ingest/rest/source.ts';
import { type Item, type Position, PositionExpired, type ReadOptions } from '../../../src/ingest/source.ts';
import { type Asked, type Fault, FaultServer } from '../../support/fault-server/fault-server.ts';
import { json, PagedFhir, type PagedOptions } from '../../support/fault-server/paged-fhir.ts';

const day = (place: number) => new Date(Date.UTC(2024, 0, 1 + place)).toISOString();

function patients(many: number): Resource[] {
  return Array.from({ length: many }, (_, place) => ({
    ...{ resourceType: 'Patient', id: `p${place}`, meta: { lastUpdated: day(place) } },
  })) as Resource[];
}

interface World extends AsyncDisposable {
  readonly server: FaultServer;
  readonly fhir: PagedFhir;
  /** Ids in the order they came, problems, and the last position and moment. */
  read(
    options?: Partial<ReadOptions>,
    http?: Partial<HttpOptions>,
    until?: (items: readonly Item[]) => boolean,
  ): Promise<Read>;
}

interface Read {
  readonly keys: readonly string[];
  readonly problems: readonly string[];
  readonly position: Position | undefined;
  readonly asOf: string | undefined;
  readonly resources: readonly Resource[];
}

async function open(resources: readonly Resource[], options: PagedOptions = {}): Promise<World> {
  const server = await FaultServer.start();
  const fhir = new PagedFhir(server, resources, options);
  return {
    ...{ server, fhir },
    async read(read = {}, http = {}, until = () => false) {
      const limits = { firstDelayMs: 1, longestDelayMs: 2, ...http.limits };
      const source = restSource({ base: fhir.base, clock: systemClock, ...http, limits });
      const items: Item[] = [];
      const { signal } = new AbortController();
      try {
        const none = { from: undefined, since: undefined, onProgress: () => undefined, signal };
        for await (const item of source.read({ ...none, ...read })) {
          items.push(item);
          if (until(items)) break;
        }
      } finally {
        await source.close?.();
      }
      return summary(items);
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function summary(items: readonly Item[]): Read {
  const resources: Resource[] = [];
  const problems: string[] = [];
  let position: Position | undefined;
  let asOf: string | undefined;
  for (const item of items) {
    if ('asOf' in item) asOf = item.asOf;
    else if ('position' in item) position = item.position;
    else if ('content' in item) {
      const { content, file, line } = item;
      if ('problem' in content) problems.push(`${file}:${line} ${content.problem}`);
      else resources.push(content.json as Resource);
    }
  }
  const keys = resources.map(({ resourceType, id }) => `${resourceType}/${id}`);
  return { keys, problems, position, asOf, resources };
}

const keysOf = (resources: readonly Resource[]) =>
  resources.map(({ resourceType, id }) => `${resourceType}/${id}`).sort();

const searches = (server: FaultServer, type = 'Patient') =>
  server.asked.filter(({ url }) => url.pathname === `/fhir/${type}`);

test('reads every page of every type that is stored and searched, each resource once', async () => {
  const others: Resource[] = [
    ...patients(30).map(each => ({ ...each, resourceType: 'Encounter' })),
    ...patients(3).map(each => ({ ...each, resourceType: 'Observation' })),
  ];
  const all = [...patients(45), ...others];
  await using world = await open(all, { maxCount: 10 });
  const { keys, problems, asOf } = await world.read();
  expect([...keys].sort()).toEqual(keysOf(all.filter(({ resourceType }) => resourceType !== 'Observation')));
  expect(problems).toEqual([]);
  expect(Math.abs(Date.parse(asOf!) - Date.now())).toBeLessThan(10_000);
  expect(searches(world.server, 'Observation')).toEqual([]);
});

test('what changes while it is read is read again, and nothing is missed', async () => {
  await using world = await open(patients(40), { maxCount: 10 });
  const { fhir, server } = world;
  server.fault = ({ url, before }) => {
    // Behind the first page: one that was read, one that was not, and one that is new.
    if (url.searchParams.get('offset') === '10' && before === 0) {
      for (const id of ['p35', 'p5']) {
        const place = fhir.resources.findIndex(each => each.id === id);
        fhir.resources[place] = { ...fhir.resources[place]!, meta: { lastUpdated: day(100) } };
      }
      fhir.resources.push({
        resourceType: 'Patient',
        id: 'new',
        meta: { lastUpdated: day(101) },
      } as Resource);
    }
    return undefined;
  };
  const { keys } = await world.read();
  expect([...new Set(keys)].sort()).toEqual(keysOf(fhir.resources));
  expect(keys.slice(-3).sort()).toEqual(['Patient/new', 'Patient/p35', 'Patient/p5']);
});

test.each([
  ['an order', ['_sort']],
  ['a total', ['_total']],
  ['an order or a page size', ['_sort', '_count']],
])('a server that knows no %s is read without', async (_, refused) => {
  await using world = await open(patients(25), { refused, maxCount: 10 });
  const { keys } = await world.read();
  expect([...keys].sort()).toEqual(keysOf(patients(25)));
});

test('a server that ignores _lastUpdated is not read twice', async () => {
  await using world = await open(patients(25), { maxCount: 10 });
  const { fhir, server } = world;
  const plain = new PagedFhir(server, fhir.resources, { maxCount: 10 });
  expect(plain.base.href).toBe(fhir.base.href);
  server.fault = ({ url }) => {
    if (!url.searchParams.has('_lastUpdated')) return undefined;
    const entry = fhir.resources.slice(0, 10).map(resource => ({ resource }));
    const link = [{ relation: 'next', url: `${server.origin}/fhir/Patient?again=1` }];
    return json({ resourceType: 'Bundle', type: 'searchset', entry, link });
  };
  const { keys } = await world.read();
  expect(keys).toHaveLength(25);
  expect(searches(server).filter(({ url }) => url.searchParams.has('again'))).toEqual([]);
});

test('pages of too many bytes are asked for in smaller ones', async () => {
  await using world = await open(patients(600));
  world.server.fault = ({ url }) =>
    url.pathname === '/fhir/Patient' && Number(url.searchParams.get('_count')) > 100
      ? { large: 40 * 1024 * 1024 }
      : undefined;
  const { keys } = await world.read();
  expect(keys).toHaveLength(600);
});

test.each([
  [1_000, 500],
  [50_000, 100],
  [200_000, 20],
])('of resources of %i bytes, pages of %i are asked for', async (bytes, count) => {
  const text = { status: 'generated', div: 'x'.repeat(bytes) };
  await using world = await open(patients(120).map(patient => ({ ...patient, text })));
  const { keys } = await world.read();
  expect(keys).toHaveLength(120);
  const asked = searches(world.server).map(({ url }) => Number(url.searchParams.get('_count')));
  const larger = [500, 100, 20].filter(each => each > count);
  expect(asked.slice(0, larger.length)).toEqual(larger);
  expect(new Set(asked.slice(larger.length))).toEqual(new Set([count]));
});

test('pages that are too large however small they are end in words', async () => {
  await using world = await open(patients(5));
  world.server.fault = ({ url }) =>
    url.pathname === '/fhir/Patient' ? { large: 100 * 1024 * 1024 } : undefined;
  await expect(world.read()).rejects.toThrow(/^page 1 of Patient: larger than 32 MiB$/);
});

test('goes on where an earlier run was', async () => {
  await using world = await open(
    [...patients(45), ...patients(5).map(p => ({ ...p, resourceType: 'Encounter' }))],
    {
      maxCount: 10,
    },
  );
  let marks = 0;
  const first = await world.read({}, {}, items => {
    marks = items.filter(item => 'position' in item).length;
    return marks === 4;
  });
  world.server.asked.length = 0;
  const second = await world.read({ from: JSON.parse(JSON.stringify(first.position)) });
  expect([...first.keys, ...second.keys].sort()).toEqual(keysOf(world.fhir.resources));
  expect(second.asOf).toBe(first.asOf);
});

test.each([410, 404, 400])('begins a type anew when the server forgot its search (%i)', async status => {
  await using world = await open(patients(45), { maxCount: 10 });
  const gone = ({ url, before }: Asked): Fault | undefined =>
    url.searchParams.get('offset') === '30' && before === 0 ? { status } : undefined;
  world.server.fault = gone;
  const { keys } = await world.read();
  expect([...new Set(keys)].sort()).toEqual(keysOf(patients(45)));
  expect(keys).toHaveLength(75);

  world.server.fault = ({ url }) => (url.searchParams.has('offset') ? { status } : undefined);
  await expect(world.read()).rejects.toThrow(`page 2 of Patient: HTTP ${status}`);
});

test('a server that does not tell its time is read whole by the next refresh', async () => {
  await using world = await open(patients(5));
  world.server.fault = ({ url }) =>
    url.pathname === '/fhir/metadata'
      ? {
          headers: { date: 'today' },
          body: JSON.stringify({
            ...{ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' },
            rest: [{ resource: [{ type: 'Patient', interaction: [{ code: 'search-type' }] }] }],
          }),
        }
      : undefined;
  const { keys, asOf, position } = await world.read();
  expect(keys).toHaveLength(5);
  expect(asOf).toBeUndefined();
  expect(await world.read({ from: position })).toMatchObject({ keys: [], asOf: undefined });
});

test.each([
  null,
  'done',
  { asOf: '2024-01-01T00:00:00Z' },
  { asOf: '2024-01-01T00:00:00Z', types: { Patient: { page: 2 } } },
  { asOf: '2024-01-01T00:00:00Z', types: { Patient: { url: 'nowhere', page: 2, seen: 10 } } },
])('a position of another form is not gone on with: %j', async from => {
  await using world = await open(patients(5));
  await expect(world.read({ from })).rejects.toThrow(PositionExpired);
});

test('begins anew when an earlier run is so long ago that the server forgot its search', async () => {
  await using world = await open(patients(45), { maxCount: 10 });
  const { position } = await world.read({}, {}, items => items.length > 10 && 'position' in items.at(-1)!);
  world.server.fault = ({ url, before }) =>
    url.searchParams.get('offset') === '10' && before === 0 ? { status: 410 } : undefined;
  const { keys } = await world.read({ from: position });
  expect([...keys].sort()).toEqual(keysOf(patients(45)));
});

test('a refresh asks for what changed since five minutes before the last one began', async () => {
  await using world = await open(patients(45), { maxCount: 10 });
  const { keys } = await world.read({ since: new Date(Date.parse(day(42)) + 60_000).toISOString() });
  expect(keys).toEqual(['Patient/p44', 'Patient/p43', 'Patient/p42']);
});

const page = (more: object) =>
  json({ resourceType: 'Bundle', type: 'searchset', entry: [{ resource: patients(1)[0] }], ...more });
const next = (url: string) => ({ link: [{ relation: 'next', url }] });

const endless: [string, (asked: Asked) => Fault, RegExp][] = [
  [
    'links to itself',
    ({ url }) => page(next(url.href)),
    /^page 2 of Patient: the server leads back to a page/,
  ],
  [
    'links back',
    ({ url }) =>
      page({
        entry: [{ resource: { resourceType: 'Patient', id: `x${url.search}` } }],
        ...next(url.search.length > 20 ? '?a' : '?b'),
      }),
    /the server leads back to a page/,
  ],
  [
    'comes again under another name',
    ({ url }) => page(next(`?x${url.search.length}`.padEnd(url.search.length + 2, 'x'))),
    /^page 2 of Patient: the same as the page before$/,
  ],
  [
    'is empty, and so is the next, without end',
    ({ url }) => page({ entry: [], ...next(`?${url.search.slice(1)}x`) }),
    /nothing but empty pages/,
  ],
  ['is of another kind', () => page({ type: 'history' }), /^page 1 of Patient: the answer is no searchset$/],
  [
    'is an OperationOutcome',
    () => json({ resourceType: 'OperationOutcome', issue: [{ code: 'too-costly', diagnostics: 'Erika' }] }),
    /^page 1 of Patient: the answer is no searchset but an OperationOutcome \(too-costly\)$/,
  ],
  [
    'tells of an error',
    () =>
      page({
        entry: [
          {
            search: { mode: 'outcome' },
            resource: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'timeout' }] },
          },
        ],
      }),
    /^page 1 of Patient: the search found an error on its way \(timeout\)$/,
  ],
  ['has a next link that is none', () => page(next('https://:1')), /its next link is no URL$/],
  [
    'has a next link without end',
    () => page(next(`?${'x'.repeat(100_000)}`)),
    /^page 1 of Patient: its next link is too long$/,
  ],
  ['has a next link without URL', () => page({ link: [{ relation: 'next' }] }), /its next link has no URL$/],
  [
    'leads to a file',
    () => page(next('file:///etc/passwd')),
    /^page 2 of Patient: a link that is no https:\/\/ URL$/,
  ],
  [
    'leads to another server',
    () => page(next(`http://localhost:1/x?token=s3cret`)),
    /^page 2 of Patient: a link leads to another server, http:\/\/localhost:\d+; --allow-other-origins follows it/,
  ],
];

test.each(endless)('a page that %s ends in words', async (_, fault, message) => {
  await using world = await open([]);
  const { server } = world;
  server.fault = asked => (asked.url.pathname === '/fhir/Patient' ? fault(asked) : undefined);
  await expect(world.read()).rejects.toThrow(message);
});

test('a next link to another server is followed without credentials when that is allowed', async () => {
  await using other = await FaultServer.start(() => page({ entry: [{ resource: patients(2)[1] }] }));
  await using world = await open([]);
  const { server } = world;
  server.fault = ({ url }) =>
    url.pathname === '/fhir/Patient' ? page(next(`${other.origin}/x`)) : undefined;
  const credentials = { kind: 'bearer', token: 's3cret' } as const;
  const { keys } = await world.read({}, { credentials, allowOtherOrigins: true });
  expect(keys.slice(0, 2)).toEqual(['Patient/p0', 'Patient/p1']);
  expect(server.asked.every(({ headers }) => headers.authorization === 'Bearer s3cret')).toBe(true);
  expect(other.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
});

test('entries that were not searched for are left out, those without a resource are told of', async () => {
  await using world = await open([]);
  const { server } = world;
  const entry = [
    { resource: patients(1)[0], search: { mode: 'match' } },
    { resource: { resourceType: 'Practitioner', id: 'd' }, search: { mode: 'include' } },
    { resource: { resourceType: 'Practitioner', id: 'e' } },
    { resource: { resourceType: 'OperationOutcome', issue: [{ severity: 'warning', code: 'processing' }] } },
    { resource: { resourceType: 'Basic', id: 'b' } },
    { search: { mode: 'match' } },
    7,
  ];
  server.fault = ({ url }) => (url.pathname === '/fhir/Patient' ? page({ entry }) : undefined);
  const { keys, problems } = await world.read();
  // Of a type that is not stored: counted by whoever takes them.
  expect(keys).toEqual(['Patient/p0', 'Basic/b']);
  expect(problems).toEqual([
    'Patient, page 1:3 an entry without a resource',
    'Patient, page 1:4 an entry without a resource',
  ]);
});

test('references to the server itself become Type/id, under whatever name it calls itself', async () => {
  await using world = await open([]);
  const { server, fhir } = world;
  const outside = 'https://outside.example/r4';
  const given = [
    `${fhir.base.href}/Organization/o1`,
    `${outside}/Practitioner/d1/_history/2`,
    'Practitioner/d2',
    'https://other.example/r4/Practitioner/d3',
    `${outside}/Practitioner?identifier=1`,
    `${outside}er/Practitioner/d4`,
    '#inside',
  ];
  const resource = {
    ...patients(1)[0]!,
    generalPractitioner: given.map(reference => ({ reference })),
    contained: [{ resourceType: 'Provenance', target: [{ reference: `${outside}/Patient/p0` }] }],
  };
  const entry = [{ fullUrl: `${outside}/Patient/p0`, resource }];
  server.fault = ({ url }) => (url.pathname === '/fhir/Patient' ? page({ entry }) : undefined);
  const { resources } = await world.read();
  const became = ['Organization/o1', 'Practitioner/d1/_history/2', ...given.slice(2)];
  expect(resources).toEqual([
    {
      ...resource,
      generalPractitioner: became.map(reference => ({ reference })),
      contained: [{ resourceType: 'Provenance', target: [{ reference: 'Patient/p0' }] }],
    },
  ]);
});

test('a server that gives fewer than it counts is told of', async () => {
  await using world = await open([]);
  const { server } = world;
  server.fault = ({ url }) => (url.pathname === '/fhir/Patient' ? page({ total: 9 }) : undefined);
  expect((await world.read()).problems).toEqual(['Patient, page 1:1 the server counts 9 and gave 1']);
});

test.each([
  [
    'another version',
    { body: '{"resourceType":"CapabilityStatement","fhirVersion":"5.0.0"}' },
    /speaks FHIR 5\.0\.0; expected R4/,
  ],
  [
    'no version',
    { body: '{"resourceType":"CapabilityStatement","fhirVersion":"Erika M"}' },
    /speaks no version of FHIR/,
  ],
  [
    'DSTU2',
    { body: '{"resourceType":"Conformance"}' },
    /is no FHIR R4 server: \/metadata holds no CapabilityStatement$/,
  ],
  [
    'no stored type',
    { body: '{"resourceType":"CapabilityStatement","fhirVersion":"4.0.1"}' },
    /offers no search of a type/,
  ],
  ['a page for people', 'html', /^http:.*\/fhir\/metadata: the answer is no JSON, but text\/html$/],
] as [string, Fault, RegExp][])('a server of %s is refused', async (_, fault, message) => {
  await using world = await open(patients(3));
  world.server.fault = () => fault;
  await expect(world.read()).rejects.toThrow(message);
  expect(world.server.asked).toHaveLength(1);
});

test.each(['4.0.0', '4.0.1', '4.3.0', '4.0'])('version %s is read', async fhirVersion => {
  await using world = await open(patients(3), { fhirVersion });
  expect((await world.read()).keys).toHaveLength(3);
});

test('a base URL holds nothing but a base', () => {
  expect(fhirBase('https://example.org/fhir//').href).toBe('https://example.org/fhir');
  expect(fhirBase('https://example.org').href).toBe('https://example.org/');
  const words = (text: string) => {
    try {
      return fhirBase(text).href;
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(words('https://u:s3cret@example.org/fhir')).toMatch(/holds a name or password/);
  expect(words('https://u:s3cret@example.org/fhir')).not.toContain('s3cret');
  expect(words('https://example.org/fhir?key=s3cret')).toBe(
    'The URL of the FHIR server: expected its base, such as https://example.org/fhir, without "?" and "#"',
  );
  expect(words('https://:1')).toBe('The URL of the FHIR server is none');
});
