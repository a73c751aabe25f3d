export const missed = Symbol('missed');

/** A timer that fires later than this was held up by this process, not by Redis. */
const blockedMs = 10;

/** So often a deadline that fired late is given again: a process that is always busy must not wait for ever. */
const maxExtensions = 2;

/**
 * What `work` comes to, or `missed` when that takes longer than `ms`; rejects as the work does, unless it was
 * missed before. Time in which this process was busy with something else does not count: an answer that lies in
 * the socket unread has come in time.
 *
 * - The time begins when the turn ends, for the client writes its commands only then.
 * - A timer that fires late says that the event loop was blocked, so the work gets its time once more.
 * - When it fires in time, the loop reads the sockets once more (two immediates: the first may belong to the turn
 *   that is running) before the answer is declared missed.
 */
export function withinDeadline<T>(work: Promise<T>, ms: number): Promise<T | typeof missed> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let immediate: NodeJS.Immediate | undefined;
    let extensions = 0;

    const arm = () => {
      const due = performance.now() + ms;
      timer = setTimeout(() => {
        if (performance.now() - due > blockedMs && extensions < maxExtensions) {
          extensions += 1;
          arm();
          return;
        }
        immediate = setImmediate(() => {
          immediate = setImmediate(resolve, missed);
        });
      }, ms);
    };
    const stop = () => {
      clearTimeout(timer);
      clearImmediate(immediate);
    };

    immediate = setImmediate(arm);
    work.then(
      value => {
        stop();
        resolve(value);
      },
      error => {
        stop();
        reject(error);
      },
    );
  });
}
