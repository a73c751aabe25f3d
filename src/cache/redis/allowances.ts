import type { Allowance, SharedAllowances } from '../ports.ts';
import { noAnswer, type RedisLink } from './link.ts';
import { tracedCommand } from './traced.ts';

/** In one step, so that no count is left without an end. */
const takeScript = `
local used = redis.call('INCRBY', KEYS[1], ARGV[1])
local endsInMs = redis.call('PTTL', KEYS[1])
if endsInMs < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  endsInMs = tonumber(ARGV[2])
end
return { used, endsInMs }`;

export class RedisAllowances implements SharedAllowances {
  readonly #link: RedisLink;

  constructor(link: RedisLink) {
    this.#link = link;
  }

  async take(
    key: string,
    { wanted, limit, windowMs }: { wanted: number; limit: number; windowMs: number },
  ): Promise<Allowance | undefined> {
    const options = { keys: [`fgg:rate:${key}`], arguments: [String(wanted), String(windowMs)] };
    const answer = await tracedCommand('take', 1, () =>
      this.#link.run(client => client.eval(takeScript, options)),
    );
    if (answer === noAnswer) return undefined;
    const [used, endsInMs] = answer as [number, number];
    const leftBefore = Math.max(0, limit - (used - wanted));
    return { granted: Math.min(wanted, leftBefore), left: Math.max(0, limit - used), endsInMs };
  }
}
