import type { LoadReport, TimelinePoint, Verdict } from '../report-type.ts';

/** A straight line: `y = start + slope * x`. */
export interface Line {
  readonly start: number;
  readonly slope: number;
}

/** The straight line nearest to the points (least squares); flat through one point or through points of one `x`. */
export function fitLine(points: readonly (readonly [x: number, y: number])[]): Line {
  const count = Math.max(points.length, 1);
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / count;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / count;
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const together = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const slope = spread === 0 ? 0 : together / spread;
  return { start: meanY - slope * meanX, slope };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Fewer say nothing. */
const leastPoints = 8;

/** The first part of a soak, in which caches fill and code is compiled. */
const warmUpShare = 0.25;

const megabyte = 1024 * 1024;

interface Judged {
  readonly of: string;
  readonly unit: string;
  readonly read: (point: TimelinePoint) => number | undefined;
  /** Growth over the time that counts as none, as a share of where it began; and never less than so much. */
  readonly share: number;
  readonly least: number;
}

const judged: readonly Judged[] = [
  { of: 'memory', unit: 'MB', read: point => inMegabytes(point.memoryBytes), share: 0.05, least: 10 },
  { of: 'heap', unit: 'MB', read: point => inMegabytes(point.heapBytes), share: 0.1, least: 10 },
  { of: 'handles', unit: 'open files', read: point => point.handles, share: 0.05, least: 5 },
  { of: 'p99', unit: 'ms', read: point => point.p99Ms, share: 0.25, least: 5 },
];

function inMegabytes(bytes: number | undefined): number | undefined {
  return bytes === undefined ? undefined : bytes / megabyte;
}

/** Whether memory, heap, open files and p99 stayed as they were after the first quarter of the run. */
export function judge({ timeline, settings }: Pick<LoadReport, 'timeline' | 'settings'>): readonly Verdict[] {
  const lasted = timeline.at(-1)?.at ?? 0;
  const from = Math.max(warmUpShare * lasted, settings.rampSeconds);
  const steady = timeline.filter(point => point.at > from);
  return judged.map(rule => verdict(rule, steady));
}

function verdict({ of, unit, read, share, least }: Judged, steady: readonly TimelinePoint[]): Verdict {
  const points = steady.flatMap(point => {
    const value = read(point);
    return value === undefined ? [] : [[point.at, value] as const];
  });
  const rule = `grows by less than ${Math.round(share * 100)} %, or less than ${least} ${unit}`;
  if (points.length < leastPoints) {
    return { of, unit, result: 'unknown', from: 0, to: 0, slopePerHour: 0, rule };
  }
  const { start, slope } = fitLine(points);
  const begin = start + slope * points[0]![0];
  const end = start + slope * points.at(-1)![0];
  const allowed = Math.max(share * begin, least);
  return {
    ...{ of, unit, from: begin, to: end, slopePerHour: slope * 3_600, rule },
    result: end - begin <= allowed ? 'flat' : 'grows',
  };
}

/** Seconds of CPU that the gateway used for a request; undefined where it is not known. */
export function cpuMsPerRequest({ timeline }: Pick<LoadReport, 'timeline'>): number | undefined {
  let cpuSeconds = 0;
  let requests = 0;
  for (const [place, point] of timeline.entries()) {
    const seconds = point.at - (timeline[place - 1]?.at ?? 0);
    if (point.cpu === undefined) continue;
    cpuSeconds += point.cpu * seconds;
    requests += point.rate * seconds;
  }
  return requests === 0 ? undefined : (cpuSeconds * 1_000) / requests;
}

/** Of the last half of the run, the middle value; undefined where it is not known. */
export function usualMemory({ timeline }: Pick<LoadReport, 'timeline'>): number | undefined {
  const values = timeline
    .slice(timeline.length >> 1)
    .flatMap(({ memoryBytes }) => (memoryBytes === undefined ? [] : [memoryBytes]));
  return values.length === 0 ? undefined : median(values);
}
