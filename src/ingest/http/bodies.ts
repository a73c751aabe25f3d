import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Clock } from '../../core/clock.ts';
import { parseBytes } from '../content.ts';
import { SourceError } from '../source.ts';
import { unlessBomb } from '../unpacking.ts';
import { asFault, TooLarge, Transient } from './faults.ts';

/**
 * The bytes of an answer, unpacked. Fails when nothing comes for a while, and for what unpacks to next to nothing many
 * times over. Ends the connection when whoever reads stops.
 *
 * @throws Transient when it is cut, stalls or is garbled; SourceError for an encoding nobody asked for, or a bomb
 */
export async function* readBody(
  body: Readable,
  encoding: string | undefined,
  clock: Clock,
  stallMs: number,
): AsyncGenerator<Buffer> {
  try {
    const packed = encoding !== undefined && !/^\s*(identity)?\s*$/i.test(encoding);
    if (packed && !/^\s*(x-)?gzip\s*$/i.test(encoding)) {
      throw new SourceError('the answer is encoded in a way that was not asked for');
    }
    const chunks = unlessStalled(body, clock, stallMs);
    yield* packed ? unpack(chunks) : chunks;
  } catch (error) {
    throw asFault(error);
  } finally {
    body.destroy();
  }
}

async function* unlessStalled(body: Readable, clock: Clock, stallMs: number): AsyncGenerator<Buffer> {
  const chunks: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  for (;;) {
    const cancel = clock.after(stallMs, () =>
      body.destroy(new Transient(`nothing came for ${stallMs / 1000} s in the middle of an answer`)),
    );
    try {
      const { done, value } = await chunks.next();
      if (done) return;
      yield value;
    } finally {
      cancel();
    }
  }
}

async function* unpack(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let packedBytes = 0;
  const source = Readable.from(
    (async function* () {
      for await (const chunk of chunks) {
        packedBytes += chunk.length;
        yield chunk;
      }
    })(),
  );
  const unpacked = source.pipe(createGunzip());
  source.once('error', error => unpacked.destroy(error));
  try {
    yield* unlessBomb('the answer', unpacked, () => packedBytes);
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}

/** All of a body. @throws TooLarge */
export async function readAll(chunks: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new TooLarge(`larger than ${maxBytes / 1024 / 1024} MiB`);
    parts.push(chunk);
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts, bytes);
}

/** @throws Transient: a body without a length that was cut looks the same */
export function parseJson(bytes: Buffer): unknown {
  const content = parseBytes(bytes);
  if ('problem' in content) throw new Transient(`the answer is ${content.problem}`);
  return content.json;
}
