import { createHash } from 'node:crypto';
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import { type FastifyReply, fastify } from 'fastify';
import { noSchemas } from './no-schemas.ts';

export type Headers = Readonly<Record<string, string>>;

/** An HTML page with the headers that it needs, both made once. */
export interface Page {
  readonly html: string;
  readonly headers: Headers;
}

/** Directives of a Content Security Policy by name, as `{ 'font-src': ['https://…'] }`. */
export type Sources = Readonly<Record<string, readonly string[]>>;

/** A year, as https://hstspreload.org asks for at least. */
const transportSecuritySeconds = 365 * 24 * 60 * 60;

/** What browsers have not known for years, and what says nothing of data. */
const unused = {
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
} satisfies FastifyHelmetOptions;

/**
 * The headers of every answer: data that no page may show in a frame, run, or load as if it was its own.
 *
 * @param options.tls whether this process does TLS itself. Only then it vouches for the next visits to be by TLS as
 *   well: behind a proxy that is the proxy's to say, whose host it is (RFC 6797, 7.2).
 */
export function apiHeaders({ tls }: { readonly tls: boolean }): Promise<Headers> {
  return headersOf({
    ...unused,
    contentSecurityPolicy: policy({ 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] }),
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: tls && { maxAge: transportSecuritySeconds, includeSubDomains: false },
  });
}

/**
 * A page of ours, with a policy under which nothing runs but the scripts and styles that stand in it, which the policy
 * knows by their hashes, and what `sources` names. It may ask this gateway, and nobody else.
 */
export async function makePage(html: string, sources: Sources = {}): Promise<Page> {
  const { 'script-src': scripts = [], 'style-src': styles = [], ...others } = sources;
  const { 'content-security-policy': text } = await headersOf({
    contentSecurityPolicy: policy({
      'default-src': ["'none'"],
      'base-uri': ["'none'"],
      'connect-src': ["'self'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
      'script-src': [...hashesOf('script', html), ...scripts],
      'style-src': [...hashesOf('style', html), ...styles],
      ...others,
    }),
  });
  return {
    html,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': text!,
      // Windows that a page opens, to log in somewhere, may tell it the outcome.
      'cross-origin-opener-policy': 'same-origin-allow-popups',
    },
  };
}

export function sendPage(reply: FastifyReply, { html, headers }: Page): FastifyReply {
  return reply.headers(headers).send(html);
}

function policy(sources: Sources) {
  const named = Object.entries(sources).filter(([, list]) => list.length > 0);
  return {
    useDefaults: false,
    directives: Object.fromEntries(named.map(([name, list]) => [name, [...list]])),
  };
}

/**
 * What helmet would set. It works that out anew for every answer, which takes three times as long as to set the same
 * headers: so it is asked once.
 */
async function headersOf(options: FastifyHelmetOptions): Promise<Headers> {
  const app = fastify(noSchemas);
  await app.register(helmet, options);
  app.get('/', async (_, reply) => reply.getHeaders());
  const answer = await app.inject('/');
  await app.close();
  if (answer.statusCode !== 200) throw new Error(`No such headers: ${JSON.stringify(options)}`);
  return answer.json<Headers>();
}

/** `'sha256-…'` of each block that stands in the page, as browsers compute it: https://www.w3.org/TR/CSP3/#match-element-to-source-list */
function hashesOf(element: 'script' | 'style', html: string): readonly string[] {
  const blocks = html.matchAll(new RegExp(`<${element}\\b([^>]*)>([\\s\\S]*?)</${element}\\s*>`, 'gi'));
  const hashes = new Set<string>();
  for (const [, attributes = '', content = ''] of blocks) {
    if (/\ssrc\s*=/i.test(attributes)) continue;
    const digest = createHash('sha256').update(content.replaceAll(/\r\n?/g, '\n')).digest('base64');
    hashes.add(`'sha256-${digest}'`);
  }
  return [...hashes];
}
