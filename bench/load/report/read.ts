import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { LoadReport } from '../report-type.ts';

/** A file that is not a report of this format, in one line. */
export class ReportFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ReportFileError';
  }
}

/** More is no report of ours. */
const maxBytes = 20 * 1024 * 1024;

const count = z.number().nonnegative();
const text = z.string().max(1_000);
const figures = z.looseObject({
  requests: count,
  failures: count,
  rate: count,
  meanMs: count,
  p50Ms: count,
  p95Ms: count,
  p99Ms: count,
  maxMs: count,
});

/** What comparing and drawing rely on; the rest of a report is not read from a file. */
const schema = z.looseObject({
  format: z.literal(1),
  name: text,
  startedAt: text,
  machine: z.looseObject({ cpus: count, cpu: text, memoryBytes: count, system: text, node: text }),
  settings: z.looseObject({
    users: count,
    tenants: count,
    seconds: count,
    rampSeconds: count,
    seed: count,
    thinkMs: count,
    rate: count.optional(),
  }),
  gateway: z.record(text, text),
  totals: figures.extend({ checked: count, bytes: count, hitRate: count.optional() }),
  actions: z.record(text, figures),
  failures: z
    .array(z.looseObject({ action: text, reason: text, count, firstAt: count, lastAt: count }))
    .max(10_000),
  reviews: z.looseObject({ acknowledged: count, lookedFor: count, lost: count }),
  timeline: z
    .array(
      z.looseObject({
        at: count,
        users: count,
        rate: count,
        failures: count,
        p50Ms: count,
        p95Ms: count,
        p99Ms: count,
        cpu: count.optional(),
        memoryBytes: count.optional(),
        heapBytes: count.optional(),
        handles: count.optional(),
        eventLoopLagMs: count.optional(),
        hitRate: count.optional(),
        storeCalls: count.optional(),
        warmTenants: count.optional(),
        ownCpu: count,
      }),
    )
    .max(200_000),
  events: z.array(z.looseObject({ at: count, what: text })).max(10_000),
});

/** @throws ReportFileError that names the file as it was given, and says what is wrong with it */
export async function readReport(path: string): Promise<LoadReport> {
  const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new ReportFileError(`--baseline ${path}: cannot be read (${error.code}).`);
  });
  if (content.length > maxBytes)
    throw new ReportFileError(`--baseline ${path}: too large for a load report.`);
  const parsed = schema.safeParse(parse(content.toString()));
  if (parsed.success) return parsed.data as unknown as LoadReport;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') || 'the whole';
  throw new ReportFileError(
    `--baseline ${path}: not a load report of format 1 (${where} is not as expected).`,
  );
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
