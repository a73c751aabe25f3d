import { Presets, SingleBar } from 'cli-progress';

/** Lines of progress where there is no terminal, this far apart. */
const lineEveryMs = 5_000;

/** Shows how far long work is: a bar on a terminal, else a plain line every few seconds. */
export interface Progress {
  /** `done` of `total` (where it is known), and for people a count or what is being done. */
  update(done: number, count: number | string): void;
  stop(): void;
}

export function showProgress(what: string, total: number | undefined): Progress {
  return process.stderr.isTTY && total !== undefined ? bar(what, total) : lines(what, total);
}

function bar(what: string, total: number): Progress {
  const shown = new SingleBar(
    { format: `${what} {bar} {percentage} % | {count} | {duration_formatted}` },
    Presets.shades_classic,
  );
  shown.start(total, 0, { count: 0 });
  return { update: (done, count) => shown.update(done, { count }), stop: () => shown.stop() };
}

function lines(what: string, total: number | undefined): Progress {
  let last = Date.now();
  return {
    update(done, count) {
      if (Date.now() - last < lineEveryMs) return;
      last = Date.now();
      const share = total ? ` (${Math.floor((done / total) * 100)} %)` : '';
      process.stderr.write(`${what}: ${count}${share}\n`);
    },
    stop() {},
  };
}
