import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptedEncoding } from '../encodings.ts';
import { matches } from '../persisted/revalidation.ts';
import type { Page } from '../security-headers.ts';
import { Assets, assetTypes } from './assets.ts';
import { readExamples } from './examples.ts';
import { makeExplorerPage, type PageOptions } from './page.ts';

export type ExplorerOptions = Omit<PageOptions, 'examples'>;

/**
 * `GET /explorer`: GraphiQL, by this gateway alone. Everything is made when it is first asked for. It holds no data, and
 * nobody is asked who he is; what it asks for is asked like anything else.
 */
export function registerExplorer(app: FastifyInstance, options: ExplorerOptions): void {
  const assets = new Assets();
  let page: Promise<Page & { readonly etag: string }> | undefined;
  const makeOnce = async () => {
    const made = await makeExplorerPage({ ...options, examples: readExamples() });
    // Its headers hang on the page alone, but for the version of this code.
    const etag = createHash('sha256')
      .update(made.html)
      .update(JSON.stringify(made.headers))
      .digest('base64url');
    return { ...made, etag: `"${etag.slice(0, 22)}"` };
  };

  app.get('/explorer', async (request, reply) => {
    page ??= makeOnce();
    const { html, headers, etag } = await page.catch(error => {
      page = undefined;
      throw error;
    });
    reply.headers(headers);
    return isKnown(request, reply, etag) ? reply.code(304).send() : reply.send(html);
  });

  app.get<{ Params: { file: string } }>('/explorer/:file', async (request, reply) => {
    const { file } = request.params;
    if (!Object.hasOwn(assetTypes, file)) return reply.callNotFound();
    const encoding = acceptedEncoding(request.headers['accept-encoding']);
    const asset = await assets.get(file, encoding ?? 'gzip');
    if (asset === undefined) return reply.callNotFound();
    reply.header('vary', 'accept-encoding').type(asset.type);
    // Only what is sent as it is kept has a name.
    if (encoding === undefined) {
      reply.header('cache-control', 'no-cache');
      return reply.send(Readable.from([asset.body]).pipe(createGunzip()));
    }
    if (isKnown(request, reply, asset.etag)) return reply.code(304).send();
    return reply.header('content-encoding', encoding).send(asset.body);
  });
}

/** Browsers keep it, and ask each time whether it is still that. */
function isKnown(request: FastifyRequest, reply: FastifyReply, etag: string): boolean {
  reply.headers({ 'cache-control': 'no-cache', etag });
  return matches(request.headers['if-none-match'], etag);
}
