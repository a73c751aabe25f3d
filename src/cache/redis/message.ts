import { isTenantId, type TenantId } from '../../core/ids.ts';
import type { RedisClient } from './connection.ts';

/** What the bus says: these tags of the tenant are invalid; `tags` null, everything of the tenant. */
export interface Message {
  /** The process that published it: a random id of its own. */
  readonly from: string;
  readonly tenant: TenantId;
  /** Counts the tenant's messages from 1, without gaps; 0 when Redis could not count (see `publishScript`). */
  readonly sequence: number;
  readonly tags: readonly string[] | null;
}

/** More than this in a message, and it is cheaper for everybody to forget the tenant. */
const maxTags = 1_000;
const maxTagCharacters = 64_000;

/** A tenant that was silent for so long begins to count anew, which the others see as a step back. */
const sequenceTtlMs = 7 * 24 * 60 * 60 * 1_000;

/**
 * Counts and publishes in one step, so that the order of the numbers is the order of the messages.
 *
 * A Redis that is full (OOM) or cannot save (MISCONF) refuses to count, but not to publish: the message goes out
 * with the number 0. Otherwise a full cache would be one that nobody may believe. Any other error fails the whole:
 * a replica, say, would publish to its own listeners only. (Before Redis 7 the error begins with a dash.)
 */
const publishScript = `
local sequence = redis.pcall('INCR', KEYS[1])
if type(sequence) == 'table' then
  if not (string.find(sequence.err, '^-?OOM') or string.find(sequence.err, '^-?MISCONF')) then return sequence end
  sequence = 0
else
  redis.pcall('PEXPIRE', KEYS[1], ARGV[1])
end
redis.call('PUBLISH', ARGV[2], '{"sequence":' .. string.format('%d', sequence) .. ',' .. ARGV[3])
return sequence`;

/** Channels are shared by all databases of a Redis, sequences are not. */
export function channelOf(client: RedisClient): string {
  return `fgg:invalidations:${client.options.database ?? 0}`;
}

/** Publishes one message, and returns its sequence. Rejects with what Redis answers. */
export async function publishMessage(
  client: RedisClient,
  message: Omit<Message, 'sequence'>,
): Promise<number> {
  const { from, tenant, tags } = message;
  const text = JSON.stringify({ from, tenant, tags: bounded(tags) });
  const sequence = await client.eval(publishScript, {
    keys: [`fgg:sequence:${tenant}`],
    arguments: [String(sequenceTtlMs), channelOf(client), text.slice(1)],
  });
  return Number(sequence);
}

function bounded(tags: readonly string[] | null): readonly string[] | null {
  if (tags === null || tags.length > maxTags) return null;
  let characters = 0;
  for (const tag of tags) characters += tag.length;
  return characters > maxTagCharacters ? null : tags;
}

/** A message as it was received; undefined for what is none. */
export function parseMessage(text: string): Message | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { from, tenant, sequence, tags } = raw as Record<string, unknown>;
  if (typeof from !== 'string') return undefined;
  if (typeof tenant !== 'string' || !isTenantId(tenant)) return undefined;
  if (!Number.isSafeInteger(sequence) || (sequence as number) < 0) return undefined;
  if (tags !== null && !(Array.isArray(tags) && tags.every(tag => typeof tag === 'string'))) return undefined;
  return { from, tenant, sequence: sequence as number, tags };
}
