import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import {
  css,
  editorWorkerService,
  graphqlWorker,
  js,
  jsonWorker,
} from '@graphql-yoga/render-graphiql/graphiql';
import type { Encoding } from '../encodings.ts';

export interface MadeAsset {
  readonly name: string;
  /** Of the content, the same for every encoding. */
  readonly hash: string;
  readonly body: Uint8Array;
}

/** A process that reads the explorer's files, compresses them, tells its parent and ends. Called with an encoding. */
const encoding = process.argv[2] as Encoding;

const folder = new URL('./browser/', import.meta.url);
const own = readdirSync(folder)
  .filter(name => /\.(js|css)$/.test(name))
  .map(name => [name, readFileSync(new URL(name, folder), 'utf8')] as const);

const contents: readonly (readonly [name: string, content: string])[] = [
  ...own,
  ['graphiql.css', css],
  ['graphiql.js', js],
  ['worker-editorWorkerService.js', editorWorkerService],
  ['worker-graphql.js', graphqlWorker],
  ['worker-json.js', jsonWorker],
];

// Quality 11 takes 10 s and saves an eighth.
const compress = (content: string) =>
  encoding === 'br'
    ? brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
    : gzipSync(content);

const made: readonly MadeAsset[] = contents.map(([name, content]) => ({
  name,
  hash: createHash('sha256').update(content).digest('base64url').slice(0, 22),
  body: compress(content),
}));
process.send!(made, () => process.disconnect?.());
