import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import { csrfHeaders } from './csrf.ts';

/** What pages of other origins may send. */
const allowedHeaders = [
  ...csrfHeaders,
  'content-type',
  'if-none-match',
  'traceparent',
  'x-graphql-cost',
  'x-request-id',
  'x-tenant-id',
];

/** What they may read of an answer besides its body. */
const exposedHeaders = [
  'etag',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'retry-after',
  'x-cache',
  'x-graphql-cost',
  'x-request-id',
];

/** Browsers keep the answer to a preflight no longer, whatever they are told. */
const maxAgeSeconds = 2 * 60 * 60;

/**
 * Lets pages of these origins use the gateway from a browser: https://fetch.spec.whatwg.org/#http-cors-protocol
 * Without credentials: nothing here is decided by cookies. To be awaited before the hooks that refuse requests are added, so
 * that pages can read the refusals, and preflights, which say nothing of who sends them, are answered first.
 */
export async function registerCors(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await app.register(cors, {
    // Of another origin nothing is said: to its pages the gateway looks as if there was no CORS at all.
    origin: (origin, done) => done(null, origin !== undefined && origins.includes(origin) && origin),
    methods: ['GET', 'POST'],
    allowedHeaders,
    exposedHeaders,
    maxAge: maxAgeSeconds,
  });
}
