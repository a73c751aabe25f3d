import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { type Config, ConfigError, explain } from '../config.ts';
import type { Logger } from '../core/log.ts';
import { acceptedEncoding, type Encoding } from './encodings.ts';
import { describeFault, manifestsIn } from './persisted/manifests.ts';
import { readOperations } from './persisted/registering.ts';
import { matches } from './persisted/revalidation.ts';
import { type Headers, makePage } from './security-headers.ts';

/** Where `npm run console` builds it. */
const builtHere = fileURLToPath(new URL('../../examples/review-console/dist', import.meta.url));

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
const compressible = /^(text|application\/(json|manifest))|svg/;
/** What a page of this kind has no use for would only fill the memory of the process. */
const maxBytes = 32 * 1024 * 1024;

/** Names of such files hold a hash of their content: what is new has another name. */
const immutable = /^assets\/.+-[\w-]{8,}\.\w+$/;

/** The console as it was built. */
export interface Console {
  /** What is served. */
  readonly pages: string;
  /** Folder with the manifests of what it asks. */
  readonly operations: string;
}

/**
 * The console that `CONSOLE_DIR` names. Without that the one that was built here, if it was and fits the schema; but not
 * in production, where nothing is registered that nobody has named.
 * @throws ConfigError where `CONSOLE_DIR` names none, or one that asks for what the schema does not have
 */
export function findConsole(
  { consoleDir, production }: Pick<Config, 'consoleDir' | 'production'>,
  schema: GraphQLSchema,
  logger: Logger,
): Console | undefined {
  if (consoleDir === 'off' || (consoleDir === undefined && production)) return undefined;
  const folder = consoleDir ?? builtHere;
  const found = { pages: join(folder, 'public'), operations: join(folder, 'operations') };
  if (!existsSync(join(found.pages, 'index.html'))) {
    if (consoleDir === undefined) return undefined;
    throw new ConfigError([explain('CONSOLE_DIR', consoleDir, 'a folder that holds public/index.html')]);
  }
  const { files, faults: unread } = manifestsIn(found.operations);
  const faults = [...unread, ...readOperations(files, schema).faults].map(describeFault);
  if (faults.length === 0) {
    logger.info({}, 'the review console is served at /console');
    return found;
  }
  if (consoleDir !== undefined) throw new ConfigError(faults.map(fault => `CONSOLE_DIR: ${fault}`));
  logger.warn(
    { faults },
    'the console does not fit the schema and is not served: npm run console builds it anew',
  );
  return undefined;
}

interface Asset {
  readonly body: Buffer;
  /** Of the content, the same for every encoding. */
  readonly hash: string;
  readonly headers: Headers;
  /** By encoding; made when it is first asked for. */
  readonly encoded: Map<Encoding, Promise<Buffer>>;
}

/**
 * Serves it under `/console`. All of it is read once, at the start: no path of a request comes near the disk.
 * Its pages may load what stands beside them and ask this gateway, nothing else.
 */
export async function registerConsole(app: FastifyInstance, { pages }: Console): Promise<void> {
  const assets = await readAssets(pages);
  const index = assets.get('index.html')!;
  // Relative, as all addresses in its pages: a proxy may have put the gateway below a path.
  app.get('/console', (_, reply) => reply.redirect('console/', 308));
  app.get('/console/', (request, reply) => send(request, reply, index));
  app.get<{ Params: { '*': string } }>('/console/*', (request, reply) => {
    const asset = assets.get(request.params['*']);
    return asset === undefined ? reply.callNotFound() : send(request, reply, asset);
  });
}

async function readAssets(root: string): Promise<ReadonlyMap<string, Asset>> {
  const assets = new Map<string, Asset>();
  let total = 0;
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    total += statSync(file).size;
    if (total > maxBytes) throw new Error(`The console holds more than ${maxBytes} bytes`);
    const body = readFileSync(file);
    const name = relative(root, file).split(sep).join('/');
    assets.set(name, {
      body,
      hash: hash('sha256', body, 'base64url').slice(0, 27),
      headers: {
        ...(type.startsWith('text/html') && (await pageHeaders(body.toString()))),
        'content-type': type,
        'cache-control': immutable.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
        ...(compressible.test(type) && { vary: 'accept-encoding' }),
      },
      encoded: new Map(),
    });
  }
  return assets;
}

async function pageHeaders(html: string): Promise<Headers> {
  const own = ["'self'"];
  const page = await makePage(html, {
    'font-src': own,
    'img-src': own,
    'manifest-src': own,
    'script-src': own,
    'style-src': own,
  });
  return page.headers;
}

async function send(request: FastifyRequest, reply: FastifyReply, asset: Asset): Promise<FastifyReply> {
  const encoding = asset.headers.vary && acceptedEncoding(request.headers['accept-encoding']);
  // Strong, of the very bytes that are sent.
  const etag = encoding ? `"${asset.hash}-${encoding}"` : `"${asset.hash}"`;
  reply.headers({ ...asset.headers, etag });
  if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send();
  if (!encoding) return reply.send(asset.body);
  reply.header('content-encoding', encoding);
  return reply.send(await encoded(asset, encoding));
}

function encoded(asset: Asset, encoding: Encoding): Promise<Buffer> {
  let made = asset.encoded.get(encoding);
  if (made === undefined) {
    made = encoders[encoding](asset.body);
    asset.encoded.set(encoding, made);
  }
  return made;
}

const encoders: Readonly<Record<Encoding, (body: Buffer) => Promise<Buffer>>> = {
  br: body =>
    promisify(brotliCompress)(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    }),
  gzip: body => promisify(gzip)(body, { level: 9 }),
};
