/** One series of a scrape: its name, its labels, its value. */
export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A line that is no series, comment or blank. */
export class MetricsError extends Error {
  constructor(line: number) {
    super(`Line ${line} of the metrics is not Prometheus text.`);
    this.name = 'MetricsError';
  }
}

const nameAndLabels = /^([a-zA-Z_:][a-zA-Z0-9_:]*)[ \t]*(?:\{(.*)\})?[ \t]+(\S+)(?:[ \t]+-?\d+)?[ \t]*$/;
const label = /[ \t]*([a-zA-Z_][a-zA-Z0-9_]*)[ \t]*=[ \t]*"((?:[^"\\\n]|\\[^\n])*)"[ \t]*(,|$)/y;

/**
 * Reads the text format of Prometheus (version 0.0.4), timestamps passed over:
 * https://prometheus.io/docs/instrumenting/exposition_formats/.
 * @throws MetricsError naming the first line that is wrong
 */
export function parseMetrics(text: string): readonly Series[] {
  const series: Series[] = [];
  for (const [place, line] of text.split('\n').entries()) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const match = nameAndLabels.exec(trimmed);
    const labels = match === null ? undefined : parseLabels(match[2] ?? '');
    const value = match === null ? undefined : parseValue(match[3]!);
    if (labels === undefined || value === undefined) throw new MetricsError(place + 1);
    series.push({ name: match![1]!, labels, value });
  }
  return series;
}

function parseLabels(text: string): Record<string, string> | undefined {
  const labels: Record<string, string> = Object.create(null);
  const rest = text.trim();
  label.lastIndex = 0;
  while (label.lastIndex < rest.length) {
    const match = label.exec(rest);
    if (match === null) return undefined;
    labels[match[1]!] = match[2]!.replace(/\\(.)/g, (_, escaped) => (escaped === 'n' ? '\n' : escaped));
  }
  return labels;
}

const special: Readonly<Record<string, number>> = {
  '+inf': Number.POSITIVE_INFINITY,
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
  nan: Number.NaN,
};

/** In any case: Prometheus reads them so, and prom-client writes `Nan`. */
function parseValue(text: string): number | undefined {
  const named = Object.entries(special).find(([name]) => name === text.toLowerCase());
  if (named !== undefined) return named[1];
  return /^[+-]?(\d+[.]?\d*|[.]\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

/** One scrape, to be asked for sums. */
export class Scrape {
  readonly #byName = new Map<string, Series[]>();

  constructor(series: readonly Series[]) {
    for (const entry of series) {
      const same = this.#byName.get(entry.name);
      if (same === undefined) this.#byName.set(entry.name, [entry]);
      else same.push(entry);
    }
  }

  /** Series of that name whose labels have these values. */
  of(name: string, labels: Readonly<Record<string, string>> = {}): readonly Series[] {
    const wanted = Object.entries(labels);
    return (this.#byName.get(name) ?? []).filter(series =>
      wanted.every(([key, value]) => series.labels[key] === value),
    );
  }

  /** Their sum; undefined where there is none. */
  sum(name: string, labels?: Readonly<Record<string, string>>): number | undefined {
    const found = this.of(name, labels);
    return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
  }

  /** The largest; undefined where there is none. */
  max(name: string, labels?: Readonly<Record<string, string>>): number | undefined {
    const values = this.of(name, labels).map(({ value }) => value);
    return values.length === 0 ? undefined : values.reduce((one, other) => Math.max(one, other));
  }
}
