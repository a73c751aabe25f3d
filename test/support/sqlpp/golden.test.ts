import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createIndex, indexes } from '../../../src/store/couchbase/indexes.ts';
import { toStatement } from '../../../src/store/couchbase/sql.ts';
import type { Value } from './values.ts';
import { type World, world } from './world.ts';

const files = globSync('test/store/couchbase/golden/*.sql');

async function indexed(): Promise<World> {
  const collections = ['tenant_demo', '_default', 'master_b'];
  const db = world(...collections);
  for (const collection of collections) {
    for (const index of indexes) await db.run(toStatement(createIndex(collection, index)).text);
    const names = indexes.map(({ name }) => `\`${name}\``).join();
    await db.run(`BUILD INDEX ON \`${collection}\`(${names})`);
  }
  await db.settle();
  return db;
}

/** Statements with the values of their parameters, as golden files write them. */
function statementsOf(
  file: string,
): { title: string; text: string; parameters: { [name: string]: Value } }[] {
  return readFileSync(file, 'utf8')
    .split(/^(?=-- \S)/m)
    .map(block => {
      const [first, ...lines] = block.split('\n');
      const parameters: { [name: string]: Value } = {};
      const text: string[] = [];
      for (const line of lines) {
        const [, name, value] = /^-- {3}\$(\w+) = (.*)$/.exec(line) ?? [];
        if (name !== undefined) parameters[name] = JSON.parse(value!) as Value;
        else text.push(line);
      }
      return { title: first!, text: text.join('\n'), parameters };
    });
}

test.each(files)('the statements of %s are understood and served by the indexes they name', async file => {
  const db = await indexed();
  const statements = statementsOf(file);
  expect(statements.length).toBeGreaterThan(2);
  const problems: string[] = [];
  for (const { title, text, parameters } of statements) {
    try {
      await db.run(text, parameters);
      if (db.last().scans.some(scan => scan.by === 'primary')) problems.push(`${title}: reads everything`);
    } catch (error) {
      problems.push(`${title}: ${(error as Error).message}\n${text}`);
    }
  }
  expect(problems).toEqual([]);
});
