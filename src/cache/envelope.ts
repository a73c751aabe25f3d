import type { TenantId } from '../core/ids.ts';
import type { Scope } from './keys.ts';

/** How a value lies where processes share it: with all that says whose it is, compared when it is read. */
interface Envelope {
  readonly tenant: TenantId;
  readonly scope: Scope;
  /** Of the schema, the code and the form of what is cached. */
  readonly version: string;
  readonly generation: string;
  /** When it was loaded, milliseconds since 1970. */
  readonly at: number;
  readonly value: unknown;
}

export type Owner = Pick<Envelope, 'tenant' | 'scope' | 'version' | 'generation'>;

export function seal(owner: Owner, at: number, value: unknown): Envelope {
  return { ...owner, at, value };
}

/** Undefined for what is another's, or no envelope at all. A time to come is that of another clock: it is now. */
export function open(
  { tenant, scope, version, generation }: Owner,
  raw: unknown,
  now: number,
): { readonly at: number; readonly value: unknown } | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const envelope = raw as Partial<Envelope>;
  const isOurs =
    envelope.tenant === tenant &&
    envelope.scope === scope &&
    envelope.version === version &&
    envelope.generation === generation;
  if (!isOurs || typeof envelope.at !== 'number' || envelope.value === undefined) return undefined;
  return { at: Math.min(envelope.at, now), value: envelope.value };
}
