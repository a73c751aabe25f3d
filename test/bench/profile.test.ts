import { expect, it } from 'vitest';
import { type CpuProfile, callTree, topFunctions, topParts } from '../../bench/profile/cpu-profile.ts';
import { flameGraph } from '../../bench/profile/flame-graph.ts';

const callFrame = (functionName: string, url: string, lineNumber: number) => ({
  functionName,
  url,
  lineNumber,
});
/** `main` of the gateway calls a package's `parse`, which calls `main` again; 10 µs a sample. */
const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: callFrame('(root)', '', -1), children: [2, 5] },
    { id: 2, callFrame: callFrame('main', 'file:///home/x/gateway/src/core/a.ts', 4), children: [3] },
    {
      ...{ id: 3, children: [4] },
      callFrame: callFrame('parse<T>', 'file:///home/x/gateway/node_modules/@a/b/index.js', 9),
    },
    { id: 4, callFrame: callFrame('main', 'file:///home/x/gateway/src/core/a.ts', 4) },
    { id: 5, callFrame: callFrame('(idle)', '', -1) },
  ],
  startTime: 1_000,
  samples: [2, 2, 3, 4, 5, 5, 3],
  timeDeltas: [10, 10, 10, 10, 10, 10, 10],
};

it('sums up the time in each function, of the span that was asked for, without idling', () => {
  const tree = callTree(profile, 0, 10_000);
  expect(tree.totalUs).toBe(50);
  expect(topFunctions(tree, 2)).toEqual([
    { name: 'main', place: 'src/core/a.ts:5', selfUs: 30 },
    { name: 'parse<T>', place: '@a/b/index.js:10', selfUs: 20 },
  ]);
  expect(topParts(tree, 5)).toEqual([
    ['src/core', 30],
    ['@a/b', 20],
  ]);
  expect(callTree(profile, 1_015, 1_035).totalUs).toBe(20);
});

it('draws a page of its own without paths of the machine', () => {
  const page = flameGraph('list', callTree(profile, 0, 10_000));
  expect(page).toContain('parse&lt;T>');
  expect(page).not.toContain('/home/x');
  expect(page).not.toMatch(/src=|href=|https?:/);
  const [, script] = /<script>([\s\S]*)<\/script>/.exec(page)!;
  expect(() => new Function(script!)).not.toThrow();
});
