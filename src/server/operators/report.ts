import type { Performance, PerformanceSample } from '../../metrics/performance.ts';
import type { CacheReport } from '../../services/cache-report.ts';
import type { Usage } from '../../tenants/resources.ts';
import type { Tenants } from '../../tenants/tenants.ts';
import type { Admission } from '../admission.ts';
import type { Audit } from '../audit/audit.ts';
import type { PartnersStatus } from '../auth/partners.ts';

/** What a process tells of itself. JSON, so that another process can add it to others'. */
export interface ProcessReport {
  readonly pid: number;
  readonly upSeconds: number;
  /** Why it takes no requests; undefined: it does. */
  readonly reason?: string;
  readonly store: { readonly answers: boolean; readonly services?: Readonly<Record<string, unknown>> };
  readonly cache: CacheReport;
  readonly resources: Usage;
  readonly performance: PerformanceSample;
  /** Undefined where there are no partners. */
  readonly partners?: PartnersStatus;
  /** What is wrong with the audit log. */
  readonly audit?: { readonly reason: string };
  /** All that are not cold; where the store does not tell, those that are warm in this process. */
  readonly tenants: readonly { readonly id: string; readonly state: string }[];
}

export interface ReportOptions {
  readonly admission: Admission;
  /** Resolves when the store answers. */
  readonly pingStore: () => Promise<void>;
  /** How the parts of the store answer; undefined where it is one piece. */
  readonly diagnoseStore: () => Promise<Readonly<Record<string, unknown>> | undefined>;
  readonly tenants: Tenants;
  readonly performance: Performance;
  readonly reportCaches: () => CacheReport;
  /** Undefined where there are no partners. */
  readonly reportPartners: () => PartnersStatus | undefined;
  readonly audit: Audit | undefined;
}

/**
 * Never rejects for what is wrong with the store.
 * @param what.bins as `Performance.sample` takes it
 */
export async function reportProcess(
  options: ReportOptions,
  what: { readonly bins: boolean },
): Promise<ProcessReport> {
  const { admission, tenants, performance, audit } = options;
  const [answers, services] = await Promise.all([
    isAnswering(options.pingStore),
    options.diagnoseStore().catch(() => undefined),
  ]);
  const active = answers ? await tenants.active().catch(() => tenants.here()) : tenants.here();
  const partners = options.reportPartners();
  const trouble = audit?.trouble;
  return {
    pid: process.pid,
    upSeconds: Math.floor(process.uptime()),
    ...(admission.reason !== undefined && { reason: admission.reason }),
    store: { answers, ...(services && { services }) },
    cache: options.reportCaches(),
    resources: tenants.resources.usage(),
    performance: performance.sample(what),
    ...(partners && { partners }),
    ...(trouble !== undefined && { audit: { reason: trouble } }),
    tenants: active.map(({ id, state }) => ({ id, state })),
  };
}

export const storeIsAway = 'The store does not answer.';

export function isAnswering(pingStore: () => Promise<void>): Promise<boolean> {
  return pingStore().then(
    () => true,
    () => false,
  );
}
