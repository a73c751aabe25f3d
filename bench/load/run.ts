import { cpus, totalmem, type } from 'node:os';
import { randomOf, shuffle, zipf } from '../random.ts';
import { type Catalog, readCatalog } from './catalog.ts';
import { lookAgain } from './ledger.ts';
import { operations, registeredIds } from './operations.ts';
import { closedLoop, Ending, openLoop, RunOver } from './pace.ts';
import type { Persona, Popularity, Setting } from './persona.ts';
import { administrator, explorer, partner } from './personas/others.ts';
import { reviewer } from './personas/reviewer.ts';
import { searcher } from './personas/searcher.ts';
import { Recorder } from './recorder.ts';
import type { LoadReport, LoadSettings, Sample, TimelinePoint } from './report-type.ts';
import { operation } from './shape.ts';
import { LoadTenant } from './tenant.ts';
import { type Common, User } from './user.ts';
import { warmUp } from './warming.ts';

export interface RunOptions extends LoadSettings {
  /** Of a running gateway. */
  readonly url: string;
  /** What is run, in words. */
  readonly name: string;
  /** Ends the run before its time; what was found until then is reported. */
  readonly signal?: AbortSignal;
  /** Figures of the gateway; asked for at the end of each point's interval. */
  readonly sample?: () => Promise<Sample>;
  /** Between two points of the timeline; @default 5 */
  readonly intervalSeconds?: number;
  readonly onPoint?: (point: TimelinePoint) => void;
  /** Told of each failure as it happens. */
  readonly onFailure?: (action: string, reason: string) => void;
  /** Faults are injected meanwhile: what fails is counted, and asked again until it is answered. */
  readonly tolerateFaults?: boolean;
  /** Headers that say who asks; @default `x-tenant-id` */
  readonly authorization?: (tenant: string, partner: boolean) => Readonly<Record<string, string>>;
  /** Requests a second over all users, whether or not earlier ones are answered. @default users pause after each answer */
  readonly rate?: number;
}

/** Of twenty users, so that small runs have everybody too. */
const roles: readonly Persona[] = [
  ...Array<Persona>(3).fill(reviewer),
  searcher,
  partner,
  explorer,
  ...Array<Persona>(4).fill(reviewer),
  searcher,
  ...Array<Persona>(4).fill(reviewer),
  searcher,
  partner,
  ...Array<Persona>(3).fill(reviewer),
];

/** A tenth of the tenants is seldom used: its users pause so many times longer. */
const seldom = { share: 0.1, slowness: 10 };
/** Means of the usual pause between two polls of a partner. */
const pollThinks = 10;

/**
 * Lets users ask a gateway for `rampSeconds + seconds`, and compares every answer with what it has to be. Figures are of the
 * `seconds` behind the ramp; failures, the timeline and reviews are of all the time. The gateway's data must not be
 * changed by others meanwhile.
 * @throws Error where the gateway cannot be prepared: no tenant becomes warm, or there are no data
 */
export async function runLoad(options: RunOptions): Promise<LoadReport> {
  const startedAt = new Date().toISOString();
  const ending = new Ending();
  const random = randomOf(options.seed);
  const tenants = Array.from({ length: options.tenants }, (_, place) => {
    const isSeldom = place > 0 && place >= options.tenants * (1 - seldom.share);
    return new LoadTenant(`load-${place + 1}`, isSeldom ? seldom.slowness : 1);
  });
  const open = options.rate === undefined ? undefined : openLoop(options.rate, random, ending);
  const recorder = new Recorder(options.onFailure);
  const common: Common = {
    url: options.url,
    pace: open ?? closedLoop(options.thinkMs, ending),
    ending,
    recorder,
    tolerateFaults: options.tolerateFaults ?? false,
    headersOf: options.authorization ?? (tenant => ({ 'x-tenant-id': tenant })),
  };
  const setting = await prepare(common, tenants[0]!, random);
  const users = usersOf(options, common, tenants, setting.catalog, random);
  recorder.begin();
  const timeline = timelineOf(options, recorder);
  void open?.start();
  const measured = setTimeout(() => recorder.measure(), options.rampSeconds * 1000);
  const end = setTimeout(() => ending.end(), (options.rampSeconds + options.seconds) * 1000);
  const aborted = () => ending.end();
  options.signal?.addEventListener('abort', aborted);
  if (options.signal?.aborted) aborted();
  ending.atEnd(() => recorder.stopMeasuring());
  try {
    await Promise.all(
      users.map(({ user, role }, place) => {
        const startAt = performance.now() + (place * options.rampSeconds * 1000) / users.length;
        return live(user, role, setting, startAt, ending, recorder).catch((error: unknown) => {
          ending.end();
          throw error;
        });
      }),
    );
    await timeline.end();
    // Of few users none belongs to the last tenants.
    const firstUsers = tenants.flatMap(
      tenant => users.find(({ user }) => user.tenant === tenant)?.user ?? [],
    );
    const reviews = await lookAgain(firstUsers.filter(user => user.tenant.learned));
    return {
      format: 1,
      name: options.name,
      startedAt,
      machine: machine(),
      settings: settingsOf(options),
      gateway: {},
      totals: { ...recorder.totals, checked: recorder.checked, bytes: recorder.bytes },
      actions: recorder.actions,
      failures: recorder.failures,
      reviews,
      timeline: timeline.points,
      events: [],
    };
  } finally {
    clearTimeout(measured);
    clearTimeout(end);
    ending.end();
    await timeline.end();
    options.signal?.removeEventListener('abort', aborted);
    await Promise.all(users.map(({ user }) => user.close()));
  }
}

/** What a user does from its start to the end of the run. */
async function live(
  user: User,
  role: Persona,
  setting: Setting,
  startAt: number,
  ending: Ending,
  recorder: Recorder,
): Promise<void> {
  let begun = false;
  try {
    await ending.until(startAt);
    begun = true;
    recorder.users++;
    while (!ending.over) {
      if (!user.tenant.isWarm) await ending.unless(warmUp(user));
      await role(user, setting);
      user.sessions++;
      if (role === partner) await user.rest(pollThinks);
    }
  } catch (error) {
    if (!(error instanceof RunOver)) throw error;
  } finally {
    if (begun) recorder.users--;
  }
}

/** Warms the largest tenant and reads from it what all have; finds out what the gateway offers. */
async function prepare(common: Common, tenant: LoadTenant, random: () => number): Promise<Setting> {
  const asker = new User(common, tenant, { catalog: undefined as never, world: tenant.world }, random);
  try {
    await asker.aside(operation('mutation Warm { warmUpTenant { state } }'), {});
    const catalog = await readCatalog((text, variables) => asker.aside({ text, shape: [] }, variables));
    if (catalog.encounters.list.length === 0 || catalog.patients.list.length === 0) {
      throw new Error('the gateway has no data to ask for');
    }
    const introspection = await asker.aside(operations.introspection, {}).then(
      () => true,
      () => false,
    );
    return {
      catalog,
      popular: popularityOf(catalog, random),
      introspection,
      registered: await asker.isRegistered(registeredIds.get('Progress')!),
    };
  } finally {
    await asker.close();
  }
}

/** Popular ones are anywhere, and the same for all tenants. */
function popularityOf({ encounters, patients, practitioners }: Catalog, random: () => number): Popularity {
  const drawFrom = (known: { readonly list: readonly { readonly id: string }[] }) => {
    const ids = shuffle(
      known.list.map(({ id }) => id),
      random,
    );
    const draw = zipf(ids.length, random);
    return (stream: () => number) => ids[draw(stream)]!;
  };
  return {
    encounter: drawFrom(encounters),
    patient: drawFrom(patients),
    practitioner: drawFrom(practitioners),
  };
}

/** Each tenant has a user; the others are spread by Zipf's law. The last tenant's second user, if any, administers it. */
function usersOf(
  { users: count, seed }: RunOptions,
  common: Common,
  tenants: readonly LoadTenant[],
  catalog: Catalog,
  random: () => number,
): { user: User; role: Persona }[] {
  const draw = zipf(tenants.length, random);
  return Array.from({ length: count }, (_, place) => {
    const administers = tenants.length > 1 && place === tenants.length;
    const tenant = administers ? tenants.at(-1)! : tenants[place < tenants.length ? place : draw()]!;
    // The first of each tenant reviews, whatever its number.
    const role = administers
      ? administrator
      : place < tenants.length
        ? reviewer
        : roles[place % roles.length]!;
    const own = randomOf(seed ^ Math.imul(place + 1, 0x9e3779b1));
    return { user: new User(common, tenant, { catalog, world: tenant.world }, own, role === partner), role };
  });
}

function timelineOf({ intervalSeconds = 5, sample, onPoint }: RunOptions, recorder: Recorder) {
  const points: TimelinePoint[] = [];
  let last: Promise<void> = Promise.resolve();
  const take = async () => {
    const point = recorder.point();
    const figures = await sample?.().catch(() => undefined);
    const whole = { ...point, ...figures };
    points.push(whole);
    onPoint?.(whole);
  };
  const timer = setInterval(() => {
    last = last.then(take);
  }, intervalSeconds * 1000);
  let ended = false;
  return {
    points,
    async end() {
      clearInterval(timer);
      if (ended) return last;
      ended = true;
      last = last.then(take);
      await last;
    },
  };
}

function settingsOf({ users, tenants, seconds, rampSeconds, seed, thinkMs }: RunOptions): LoadSettings {
  return { users, tenants, seconds, rampSeconds, seed, thinkMs };
}

function machine(): LoadReport['machine'] {
  const all = cpus();
  return {
    cpus: all.length,
    cpu: all[0]?.model ?? 'unknown',
    memoryBytes: totalmem(),
    system: type(),
    node: process.version,
  };
}
