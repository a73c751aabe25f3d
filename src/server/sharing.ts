import type { Server } from 'node:net';

/** Connections that come sooner after another have come at once with it. */
const atOnceMs = 5;
/** So many may be taken by whoever is first. */
const few = 4;
/** Enough for another process to take one, where there is one that waits. */
const pauseMs = 0.05;

const nobodyWakes = new Int32Array(new SharedArrayBuffer(4));

export interface SharingOptions {
  /** Milliseconds; need not be those of a wall clock. */
  readonly now?: () => number;
  /** Lets no other work of this thread pass. */
  readonly pause?: (ms: number) => void;
}

/**
 * Of connections that come at once, leaves their parts to the other processes that listen on the same socket. All of them are told of
 * each, but one that runs already would take most of them before another is awake, and keep them: of a client's pool of 32 one of
 * two workers had 24 or more in every fourth try, with this in every seventh. Blocks this thread for as long as a cheap
 * request takes, and only while connections grow in number: clients that open one for each request wait for nothing.
 */
export function shareConnections(
  server: Server,
  {
    now = () => performance.now(),
    pause = ms => void Atomics.wait(nobodyWakes, 0, 0, ms),
  }: SharingOptions = {},
): void {
  let last = Number.NEGATIVE_INFINITY;
  let open = 0;
  let most = few;
  server.on('connection', socket => {
    open += 1;
    socket.once('close', () => {
      open -= 1;
      most = Math.min(most, Math.max(few, 2 * open));
    });
    if (open > most) {
      most = open;
      if (now() - last < atOnceMs) pause(pauseMs);
    }
    last = now();
  });
}
