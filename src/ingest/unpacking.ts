import { SourceError } from './source.ts';

/** FHIR JSON is packed to a tenth or twentieth; a bomb unpacks to 1,000 times its size. */
const maxUnpacking = 200;
/** Up to here anything may unpack as it likes. */
const unpackedFreeBytes = 64 * 1024 * 1024;

/**
 * Gives up on what holds next to nothing many times over.
 * @param what stands before the message
 * @param packedBytes how many were unpacked so far
 * @throws SourceError
 */
export async function* unlessBomb(
  what: string,
  chunks: AsyncIterable<Buffer>,
  packedBytes: () => number,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > unpackedFreeBytes && bytes > maxUnpacking * packedBytes()) {
      throw new SourceError(
        `${what} unpacks to more than ${maxUnpacking} times its size: that is no FHIR data`,
      );
    }
    yield chunk;
  }
}
