import type { LoadReport, TimelinePoint } from '../report-type.ts';
import type { Chart, Curve, Mark } from './chart.ts';

interface Kind {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly curves: Readonly<Record<string, (point: TimelinePoint) => number | undefined>>;
  readonly thinBy: Chart['thinBy'];
  readonly max?: number;
}

const megabyte = 1024 * 1024;
const inMegabytes = (bytes: number | undefined) => (bytes === undefined ? undefined : bytes / megabyte);

const kinds: readonly Kind[] = [
  {
    id: 'throughput',
    title: 'Throughput',
    unit: 'requests/s',
    curves: { requests: point => point.rate },
    thinBy: 'mean',
  },
  {
    ...{ id: 'latency', title: 'Latency', unit: 'ms', thinBy: 'max' },
    curves: { p50: point => point.p50Ms, p95: point => point.p95Ms, p99: point => point.p99Ms },
  },
  {
    ...{ id: 'failures', title: 'Failures', unit: 'in each interval', thinBy: 'max' },
    curves: { failures: point => point.failures },
  },
  {
    ...{ id: 'cpu', title: 'CPU', unit: 'cores', thinBy: 'mean' },
    curves: { gateway: point => point.cpu, 'load generator': point => point.ownCpu },
  },
  {
    ...{ id: 'memory', title: 'Memory of the gateway', unit: 'MiB', thinBy: 'max' },
    curves: {
      resident: point => inMegabytes(point.memoryBytes),
      heap: point => inMegabytes(point.heapBytes),
    },
  },
  {
    ...{ id: 'event-loop', title: 'Event-loop lag (p99)', unit: 'ms', thinBy: 'max' },
    curves: { lag: point => point.eventLoopLagMs },
  },
  {
    ...{ id: 'hit-rate', title: 'Cache hit rate', unit: '%', thinBy: 'mean', max: 100 },
    curves: { 'hit rate': point => (point.hitRate === undefined ? undefined : point.hitRate * 100) },
  },
  {
    ...{ id: 'store-calls', title: 'Calls to the store', unit: 'calls/s', thinBy: 'mean' },
    curves: { calls: point => point.storeCalls },
  },
  {
    ...{ id: 'handles', title: 'Open files and sockets', unit: 'of the gateway', thinBy: 'max' },
    curves: { open: point => point.handles },
  },
  {
    ...{ id: 'users', title: 'Simultaneous users', unit: 'users', thinBy: 'max' },
    curves: { users: point => point.users },
  },
  {
    ...{ id: 'warm-tenants', title: 'Warm tenants', unit: 'tenants', thinBy: 'max' },
    curves: { warm: point => point.warmTenants },
  },
];

/** Where runs are laid over each other, a percentile is a chart. */
const percentiles: readonly Kind[] = (['p50', 'p99'] as const).map(name => ({
  ...{ id: name, title: `Latency, ${name}`, unit: 'ms', thinBy: 'max' },
  curves: { [name]: point => point[`${name}Ms`] },
}));

/** What happened during a run, numbered as the charts mark it. */
export function marksOf({ events }: Pick<LoadReport, 'events'>): readonly Mark[] {
  return events.map(({ at }, place) => ({ at, label: `${place + 1}` }));
}

/** Charts of one run, or of several laid over each other; those of which nothing is known are left out. */
export function chartsOf(reports: readonly LoadReport[]): readonly Chart[] {
  const [only] = reports;
  if (only === undefined) return [];
  const isAlone = reports.length === 1;
  const marks = isAlone ? marksOf(only) : [];
  return (isAlone ? kinds : [...kinds.slice(0, 1), ...percentiles, ...kinds.slice(2)])
    .map(kind => ({
      ...{ id: kind.id, title: kind.title, unit: kind.unit, thinBy: kind.thinBy, marks },
      ...(kind.max !== undefined && { max: kind.max }),
      curves: isAlone ? curvesOf(kind, only) : overlaid(kind, reports),
    }))
    .filter(({ curves }) => curves.length > 0);
}

function curvesOf({ curves }: Kind, { timeline }: LoadReport): readonly Curve[] {
  return Object.entries(curves)
    .map(([name, read]) => ({ name, points: pointsOf(timeline, read) }))
    .filter(({ points }) => points.length > 0);
}

function overlaid(kind: Kind, reports: readonly LoadReport[]): readonly Curve[] {
  const [read] = Object.values(kind.curves);
  return reports
    .map(({ name, timeline }) => ({ name, points: pointsOf(timeline, read!) }))
    .filter(({ points }) => points.length > 0);
}

function pointsOf(
  timeline: readonly TimelinePoint[],
  read: (point: TimelinePoint) => number | undefined,
): Curve['points'] {
  return timeline.flatMap((point, place) => {
    const value = read(point);
    return value === undefined || (place === timeline.length - 1 && isStump(timeline))
      ? []
      : [[point.at, value] as const];
  });
}

/** Whether the last interval was cut off by the end: a rate of some milliseconds says nothing. */
function isStump(timeline: readonly TimelinePoint[]): boolean {
  const [first, ...others] = timeline.slice(-3).map(({ at }) => at);
  if (others.length < 2) return false;
  return others[1]! - others[0]! < (others[0]! - first!) / 2;
}
