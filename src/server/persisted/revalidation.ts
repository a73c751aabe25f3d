import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from '../../services/answers.ts';

/** What an answer is decided by beside its URL. */
const varyOn = ['authorization', 'x-api-key', 'x-tenant-id', 'accept'];

/** Of answers that are kept, so that each is hashed once. */
const tags = new WeakMap<Answer, string>();

/**
 * Lets a client keep the answer to a GET and ask whether it still holds (RFC 9110, section 13.1.2). Only of whole answers:
 * those with errors stay as they are.
 * @param found the kept answer that the body is of; undefined: it was made just now
 * @returns what is sent
 */
export function revalidated(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  body: unknown,
  found: Answer | undefined,
): unknown {
  // Errors come first.
  if (reply.statusCode !== 200 || typeof body !== 'string' || !body.startsWith('{"data":')) return body;
  const tag = tagOf(body, String(reply.getHeader('content-type')), found);
  reply.header('cache-control', 'private, no-cache').header('etag', tag).header('vary', vary(reply));
  if (!matches(headers['if-none-match'], tag)) return body;
  return reply.removeHeader('content-type').code(304).send();
}

function tagOf(body: string, contentType: string, found: Answer | undefined): string {
  const known = found && tags.get(found);
  if (known !== undefined) return known;
  const tag = `"${hash('sha256', `${contentType}\n${body}`, 'base64url')}"`;
  if (found !== undefined) tags.set(found, tag);
  return tag;
}

/** Weak comparison: `W/` does not matter. */
export function matches(condition: string | undefined, tag: string): boolean {
  if (condition === undefined) return false;
  return condition.trim() === '*' || (condition.match(/"[^"]*"/g)?.includes(tag) ?? false);
}

function vary(reply: FastifyReply): string {
  const others = String(reply.getHeader('vary') ?? '')
    .split(',')
    .map(name => name.trim().toLowerCase());
  return [...new Set([...others, ...varyOn])].filter(name => name !== '').join(', ');
}
