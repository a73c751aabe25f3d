/** What V8 writes: https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile. Times are µs of the monotonic clock. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      /** From 0. */
      readonly lineNumber: number;
    };
    readonly children?: readonly number[];
  }[];
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** A function as it was called by those above it. */
export interface Frame {
  readonly name: string;
  /** Where it stands: a module's path below the project, a package's name and path, or a part of Node. */
  readonly place: string;
  selfUs: number;
  totalUs: number;
  readonly children: Map<string, Frame>;
}

/** Nothing was done in these. */
const idle = new Set(['(idle)', '(program)']);

/**
 * The calls of a span of time as one tree, from the top of the stack's bottom down.
 *
 * @param from and `until`: µs of the monotonic clock
 */
export function callTree({ nodes, startTime, samples, timeDeltas }: CpuProfile, from: number, until: number) {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map(child => [child, id])));
  const root = frame('all', '');
  let at = startTime;
  for (const [place, sample] of samples.entries()) {
    const us = timeDeltas[place]!;
    at += us;
    if (at < from || at > until || us <= 0) continue;
    const stack: number[] = [];
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) stack.push(id);
    if (idle.has(byId.get(sample)!.callFrame.functionName)) continue;
    let here = root;
    here.totalUs += us;
    // The last is V8's own root.
    for (const id of stack.reverse().slice(1)) {
      const { functionName, url, lineNumber } = byId.get(id)!.callFrame;
      const key = `${functionName} ${url} ${lineNumber}`;
      let next = here.children.get(key);
      if (next === undefined) {
        next = frame(functionName || '(anonymous)', placeOf(url, lineNumber));
        here.children.set(key, next);
      }
      next.totalUs += us;
      here = next;
    }
    here.selfUs += us;
  }
  return root;
}

/** Time in functions themselves, wherever they were called from, the longest first. */
export function topFunctions(root: Frame, count: number) {
  const all = new Map<string, { name: string; place: string; selfUs: number }>();
  const add = ({ name, place, selfUs, children }: Frame) => {
    const key = `${name} ${place}`;
    const known = all.get(key);
    if (known === undefined) all.set(key, { name, place, selfUs });
    else known.selfUs += selfUs;
    for (const child of children.values()) add(child);
  };
  add(root);
  return [...all.values()].sort((one, other) => other.selfUs - one.selfUs).slice(0, count);
}

/** The same by package, or by folder of `src/`. */
export function topParts(root: Frame, count: number) {
  const sums = new Map<string, number>();
  for (const { place, selfUs } of topFunctions(root, Number.POSITIVE_INFINITY)) {
    const part = /^(src\/[^/:]+|node:[a-z_]+|(@[^/]+\/)?[^/:]+)/.exec(place)?.[0] ?? 'V8';
    if (selfUs > 0) sums.set(part, (sums.get(part) ?? 0) + selfUs);
  }
  return [...sums].sort(([, one], [, other]) => other - one).slice(0, count);
}

function frame(name: string, place: string): Frame {
  return { name, place, selfUs: 0, totalUs: 0, children: new Map() };
}

/** No path of the machine it was made on. */
function placeOf(url: string, line: number): string {
  if (url === '') return '';
  const packaged = url.lastIndexOf('/node_modules/');
  const short =
    packaged !== -1 ? url.slice(packaged + '/node_modules/'.length) : url.replace(/^file:.*?\/(?=src\/)/, '');
  return `${short}:${line + 1}`;
}
