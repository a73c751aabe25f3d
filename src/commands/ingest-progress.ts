import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import type { Clock } from '../core/clock.ts';
import type { IngestProgress } from '../ingest/reading.ts';
import type { PartProgress } from '../ingest/source.ts';
import { counted } from './output.ts';

/** Lines of progress where there is no terminal, this far apart. */
const lineEveryMs = 5_000;
/** Bars that stand below one another; a source may be thousands of files. */
const maxBars = 12;
/** Of parts' names, in columns. */
const nameWidth = 20;
/** Of bars, in columns: what the words leave of the terminal's width. */
const [narrowest, widest] = [8, 40];
/** Of all but the bar: name, percentage, and words such as `1000000 resources (26000/s), 0:12 left`. */
const textWidth = 72;

export interface IngestDisplay {
  update(progress: IngestProgress): void;
  /** Nothing is written any more. May be called again. */
  stop(): void;
}

export interface Surroundings {
  readonly stream: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
}

/** A bar a part, each with its rate and the time left, on a terminal that can draw, else a line every few seconds. */
export function showIngest({ stream, env, clock }: Surroundings): IngestDisplay {
  const figures = new Figures(clock);
  const canDraw = stream.isTTY === true && !env.CI && env.TERM !== 'dumb';
  const shown = canDraw ? bars(stream, figures, clock) : lines(stream, figures, clock);
  let isStopped = false;
  return {
    update(progress) {
      figures.take(progress);
      shown.update(progress);
    },
    stop() {
      // Bars would be drawn once more, over what stands there by then.
      if (!isStopped) shown.stop();
      isStopped = true;
    },
  };
}

/** What is known of the whole. */
class Figures {
  readonly parts = new Map<string, PartProgress>();
  taken = 0;
  readonly #clock: Clock;
  readonly #startedMs: number;
  /** Taken and done when it began: an earlier run's. */
  #takenBefore: number | undefined;
  #shareBefore: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startedMs = clock.now();
  }

  take(progress: IngestProgress): void {
    if ('part' in progress) this.parts.set(progress.part, progress);
    else if ('taken' in progress) {
      this.taken = progress.taken;
      this.#takenBefore ??= progress.taken;
      this.#shareBefore ??= this.share();
    }
  }

  /** Resources a second. */
  rate(): number {
    const seconds = (this.#clock.now() - this.#startedMs) / 1_000;
    return seconds > 0 ? Math.round((this.taken - (this.#takenBefore ?? 0)) / seconds) : 0;
  }

  /** 0 to 1; undefined where a total is not known. */
  share(): number | undefined {
    let [done, total] = [0, 0];
    const parts = [...this.parts.values()];
    // Bytes and resources do not add up: parts of other units count by their shares.
    const isOneUnit = parts.every(({ unit }) => unit === parts[0]?.unit);
    for (const part of parts) {
      if (part.total === undefined) return undefined;
      done += isOneUnit ? part.done : part.done / Math.max(1, part.total);
      total += isOneUnit ? part.total : 1;
    }
    return total > 0 ? done / total : undefined;
  }

  /** At the speed since it began. */
  secondsLeft(): number | undefined {
    const share = this.share();
    const since = share === undefined ? 0 : share - (this.#shareBefore ?? 0);
    if (share === undefined || since <= 0) return undefined;
    const seconds = (this.#clock.now() - this.#startedMs) / 1_000;
    return Math.round((seconds * (1 - share)) / since);
  }

  /** `1200 resources (300/s), 40 %, 0:12 left`; beside a bar without the share, which that shows. */
  inWords(besideBar = false): string {
    const [share, left] = [besideBar ? undefined : this.share(), this.secondsLeft()];
    return [
      `${counted(this.taken, 'resource')} (${this.rate()}/s)`,
      ...(share === undefined ? [] : [`${Math.floor(share * 100)} %`]),
      ...(left === undefined ? [] : [`${minutes(left)} left`]),
    ].join(', ');
  }
}

function minutes(seconds: number): string {
  const rest = String(seconds % 60).padStart(2, '0');
  const all = Math.floor(seconds / 60);
  return all < 60 ? `${all}:${rest}` : `${Math.floor(all / 60)}:${String(all % 60).padStart(2, '0')}:${rest}`;
}

/** How fast one part is read. */
class Pace {
  /** Done when it was first told of: by an earlier run. */
  readonly #before: number;
  #startedMs: number | undefined;

  constructor(done: number) {
    this.#before = done;
  }

  /**
   * `500 resources (100/s), 0:05 left`
   * @param beganMs when it began at the earliest: parts are told of before they are read, and may wait for one another
   */
  inWords({ done, total, unit }: PartProgress, nowMs: number, beganMs: number): string {
    const words = amount(done, unit);
    if (done <= this.#before) return words;
    this.#startedMs ??= beganMs;
    const seconds = (nowMs - this.#startedMs) / 1_000;
    if (seconds <= 0) return words;
    const rate = (done - this.#before) / seconds;
    const speed = unit === '%' ? '' : ` (${amount(rate, unit).replace(' resources', '')}/s)`;
    const isOver = total === undefined || done >= total;
    return `${words}${speed}${isOver ? '' : `, ${minutes(Math.round((total - done) / rate))} left`}`;
  }
}

function amount(done: number, unit: PartProgress['unit']): string {
  return unit === 'bytes' ? megabytes(done) : `${Math.round(done)} ${unit}`;
}

function lines(stream: NodeJS.WriteStream, figures: Figures, clock: Clock): IngestDisplay {
  let last = clock.now();
  let isLong = false;
  return {
    update(progress) {
      const isFinishing = 'finishing' in progress;
      // What is done in no time needs no words.
      if (clock.now() < last + lineEveryMs && !(isFinishing && isLong)) return;
      last = clock.now();
      isLong = true;
      const words = isFinishing
        ? `${counted(figures.taken, 'resource')} read, building indexes`
        : figures.inWords();
      stream.write(`ingest: ${words}\n`);
    },
    stop() {},
  };
}

function bars(stream: NodeJS.WriteStream, figures: Figures, clock: Clock): IngestDisplay {
  const all = new MultiBar(
    {
      ...{
        format: '{name} {bar} {percentage} % | {words}',
        stream,
        hideCursor: true,
        clearOnComplete: false,
      },
      barsize: Math.min(widest, Math.max(narrowest, (stream.columns || 80) - textWidth)),
    },
    Presets.shades_classic,
  );
  const shown = new Map<string, { readonly bar: SingleBar; readonly pace: Pace }>();
  const whole = all.create(100, 0, { name: 'all'.padEnd(nameWidth), words: '' });
  const show = (words = figures.inWords(true)) =>
    whole.update(Math.floor((figures.share() ?? 0) * 100), { words });
  /** When the last part was read to its end, or all began. */
  let endedMs = clock.now();
  return {
    update(progress) {
      if ('finishing' in progress)
        return show(`${counted(figures.taken, 'resource')} read, building indexes`);
      if (!('part' in progress)) return show();
      const { part, done, total, unit } = progress;
      const known = shown.get(part);
      if (known !== undefined) {
        known.bar.setTotal(Math.max(1, total ?? done));
        known.bar.update(done, { words: known.pace.inWords(progress, clock.now(), endedMs) });
      } else if (shown.size < maxBars) {
        // Files may be called anything, what moves the cursor included.
        const name = part
          .replace(/\p{Cc}/gu, '?')
          .padEnd(nameWidth)
          .slice(0, nameWidth);
        const pace = new Pace(done);
        const words = amount(done, unit);
        shown.set(part, { bar: all.create(Math.max(1, total ?? done), done, { name, words }), pace });
      }
      if (total !== undefined && done >= total) endedMs = clock.now();
    },
    stop() {
      show();
      all.stop();
    },
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
