import { constants, fstatSync, openSync } from 'node:fs';

const standardOutput = 1;

/** What a pipe takes in one piece (PIPE_BUF): of longer writes, lines of others could come in between. */
export const pipeBytes = 4096;

/**
 * A descriptor of standard output. That of a pipe never blocks, whoever has the same pipe: a process of Node that ends
 * makes the pipe block again for all that share its descriptor, as workers do, and a write to a pipe that nobody reads
 * would then keep a thread, and the process from ending.
 */
export function openStandardOutput(): number {
  try {
    if (fstatSync(standardOutput).isFIFO())
      return openSync(`/proc/self/fd/${standardOutput}`, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    // No Linux, or a pipe of another user.
  }
  // Whoever asks for it makes it one that does not block, for the time being.
  return process.stdout.fd;
}
