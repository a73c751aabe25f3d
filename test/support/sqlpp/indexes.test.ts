import { beforeEach, expect, test } from 'vitest';
import { codeOf, type World, world } from './world.ts';

let db: World;

beforeEach(async () => {
  db = world('r');
  const days = ['2020-01-01', '2020-02-01', '2020-03-01'];
  for (let at = 0; at < 30; at += 1) {
    db.put('r', `k${String(at).padStart(2, '0')}`, {
      type: at % 2 === 0 ? 'even' : 'odd',
      day: days[at % 3]!,
      rank: at,
      tokens: [
        { p: 'code', s: 'a', v: `c${at % 5}` },
        { p: 'kind', s: 'b', v: `t${at % 4}` },
      ],
      words: [`w${at}`, 'all'],
      ...(at < 3 && { extra: at }),
    });
  }
});

async function index(definition: string) {
  await db.run(`CREATE INDEX ${definition}`);
}

test.each<[string, string]>([
  ['a(type)', 'type = "even"'],
  ['a(type)', 'type IN ["even"]'],
  ['a(type)', '"even" = type'],
  ['a(type)', 'type LIKE "ev%"'],
  ['a(type)', 'type BETWEEN "a" AND "f"'],
  ['a(type)', 'type IS NOT MISSING AND type < "f"'],
  ['a(type)', 'type = $even OR type = "none"'],
  ['a(type DESC, rank)', 'type = "even" AND rank >= 0'],
  ['a(rank)', '(rank >= 0 AND rank < 50) AND type = "even"'],
  ['a(LOWER(type))', 'LOWER(type) = "even"'],
  ['a(rank) WHERE type = "even"', 'rank >= 0 AND type = "even"'],
  ['a(missing INCLUDE MISSING, type)', 'type = "even"'],
])('CREATE INDEX %s serves WHERE %s', async (definition, where) => {
  await index(definition.replace('(', ' ON r('));
  const rows = await db.run(`SELECT RAW META().id FROM r WHERE ${where}`, { even: 'even' });
  expect(rows).toHaveLength(15);
  expect(db.last().scans).toMatchObject([{ by: 'index', indexes: ['a'] }]);
});

test.each<[string, string]>([
  ['a(rank, type)', 'type = "even"'],
  ['a(type)', 'type != "odd"'],
  ['a(type)', 'type IS MISSING OR rank = 1'],
  ['a(type)', 'LOWER(type) = "even"'],
  ['a(type)', 'type = day'],
  ['a(type)', 'META().id = "k00"'],
  ['a(rank) WHERE type = "even"', 'rank >= 0'],
  ['a(rank) WHERE type = "even"', 'rank >= 0 AND type = $even'],
  ['a(DISTINCT ARRAY t.v FOR t IN tokens END)', 'ANY t IN words SATISFIES t.v = "c1" END'],
  ['a(DISTINCT ARRAY t.v FOR t IN tokens END)', 'EVERY t IN tokens SATISFIES t.v = "c1" END'],
  [
    'a(DISTINCT ARRAY FLATTEN_KEYS(t.p, t.v) FOR t IN tokens END)',
    'ANY t IN tokens SATISFIES t.v = "c1" END',
  ],
  ['a(DISTINCT ARRAY t.v FOR t IN tokens WHEN t.p = "code" END)', 'ANY t IN tokens SATISFIES t.v = "c1" END'],
])('CREATE INDEX %s does not serve WHERE %s', async (definition, where) => {
  await index(definition.replace('(', ' ON r('));
  expect(await codeOf(db.run(`SELECT RAW META().id FROM r WHERE ${where}`, { even: 'even' }))).toBe(4000);
});

test('an array index is used by ANY over the same array, whatever the variable is called', async () => {
  await index('a ON r(DISTINCT ARRAY FLATTEN_KEYS(t.p, t.s, t.v) FOR t IN tokens END, day)');
  const rows = await db.run(
    'SELECT RAW META(x).id FROM r x WHERE ANY e IN x.tokens SATISFIES e.p = $p AND e.s = "a" AND e.v IN ["c1", "c2"] END',
    { p: 'code' },
  );
  expect(rows).toHaveLength(12);
  expect(db.last()).toMatchObject({ fetched: 0, scanned: 12, scans: [{ covered: true }] });
  // The array itself is not in the index.
  await db.run('SELECT x.tokens FROM r x WHERE ANY e IN x.tokens SATISFIES e.p = "code" END');
  expect(db.last()).toMatchObject({ fetched: 30, scans: [{ covered: false }] });
});

test('keys after equal ones order rows', async () => {
  await index('a ON r(type, day DESC, rank)');
  const order = async (text: string) => {
    await db.run(`SELECT RAW META(x).id FROM r x WHERE ${text}`);
    const { sorted, orderByIndex } = db.last();
    return [sorted, orderByIndex];
  };
  const byIndex = [false, true];
  const bySort = [true, false];
  expect(await order('x.type = "odd" ORDER BY x.day DESC, x.rank')).toEqual(byIndex);
  expect(await order('x.type = "odd" ORDER BY x.type, x.day DESC LIMIT 2')).toEqual(byIndex);
  expect(await order('x.type > "a" ORDER BY x.type')).toEqual(byIndex);
  expect(await order('x.type = "odd" ORDER BY x.day')).toEqual(bySort);
  expect(await order('x.type = "odd" ORDER BY x.rank')).toEqual(bySort);
  expect(await order('x.type IN ["odd", "even"] ORDER BY x.day DESC')).toEqual(bySort);
  expect(await order('x.type = "odd" ORDER BY x.day DESC, META(x).id')).toEqual(bySort);
});

test('order by an index gives the rows that a sort gives', async () => {
  await db.run('CREATE PRIMARY INDEX ON r');
  const statement =
    'SELECT RAW META(x).id FROM r x WHERE x.type = "odd" ORDER BY x.day DESC, x.rank LIMIT 4 OFFSET 3';
  const sorted = await db.run(statement);
  expect(db.last()).toMatchObject({ sorted: true, scans: [{ by: 'primary' }] });
  await index('a ON r(type, day DESC, rank)');
  expect(await db.run(statement)).toEqual(sorted);
  expect(db.last()).toMatchObject({ sorted: false, fetched: 0, scanned: 7 });
});

test('covered is what reads nothing but keys', async () => {
  await index('a ON r(type, rank)');
  await db.run('SELECT RAW COUNT(*) FROM r WHERE type = "odd"');
  expect(db.last()).toMatchObject({ fetched: 0, scans: [{ covered: true }] });
  await db.run('SELECT RAW day FROM r WHERE type = "odd" AND rank < 6');
  expect(db.last()).toMatchObject({ fetched: 3, scans: [{ covered: false }] });
  await db.run('SELECT r.* FROM r WHERE type = "odd" AND rank < 6');
  expect(db.last().fetched).toBe(3);
});

test('documents without the leading key are not in the index', async () => {
  await index('a ON r(extra)');
  await index('b ON r(extra INCLUDE MISSING, rank)');
  expect(await codeOf(db.run('SELECT RAW rank FROM r USE INDEX (a) WHERE extra IS MISSING'))).toBe(4000);
  expect(await db.run('SELECT RAW rank FROM r USE INDEX (b) WHERE extra IS MISSING AND rank < 5')).toEqual([
    3, 4,
  ]);
});

test('hints name an online index that serves', async () => {
  await index('a ON r(type)');
  await index('b ON r(rank) WITH {"defer_build": true}');
  const hinted = (name: string) =>
    db.run(`SELECT RAW rank FROM r USE INDEX (${name} USING GSI) WHERE type = "odd" AND rank = 1`);
  expect(await hinted('a')).toEqual([1]);
  expect(await codeOf(hinted('b'))).toBe(12016);
  expect(await codeOf(hinted('none'))).toBe(12016);
  await db.run('BUILD INDEX ON r(b)');
  // A build goes on behind the statement, until system:indexes tells that it has ended.
  expect(await codeOf(hinted('b'))).toBe(12016);
  const states = () => db.run('SELECT RAW i.state FROM system:indexes AS i ORDER BY i.name');
  expect(await states()).toEqual(['online', 'building']);
  expect(await states()).toEqual(['online', 'online']);
  expect(await hinted('b')).toEqual([1]);
  await index('c ON r(day)');
  expect(await codeOf(hinted('c'))).toBe(4000);
  const own =
    'SELECT RAW i.name FROM system:indexes i WHERE i.keyspace_id = "r" AND i.bucket_id = "fhir" ORDER BY i.name';
  expect(await db.run(own)).toEqual(['a', 'b', 'c']);
});

test('indexes see what was written when the statement asks for it', async () => {
  await index('a ON r(type)');
  db.put('r', 'new', { type: 'new', rank: 100 });
  const statement = 'SELECT RAW r.rank FROM r WHERE type = "new"';
  expect(await db.run(statement, {}, 'not_bounded')).toEqual([]);
  expect(await db.run(statement, {}, 'request_plus')).toEqual([100]);
  db.put('r', 'new', { type: 'old', rank: 100 });
  // The entry is stale, the document is not.
  expect(await db.run(statement, {}, 'not_bounded')).toEqual([]);
  expect(await db.run('SELECT RAW COUNT(*) FROM r WHERE type = "new"', {}, 'not_bounded')).toEqual([1]);
  await db.settle();
  expect(await db.run('SELECT RAW COUNT(*) FROM r WHERE type = "new"', {}, 'not_bounded')).toEqual([0]);
  expect(await db.run('SELECT RAW rank FROM r USE KEYS "new"', {}, 'not_bounded')).toEqual([100]);
});

test('a hundred thousand documents', async () => {
  const many = world('m');
  for (let at = 0; at < 100_000; at += 1) {
    many.put('m', `k${at}`, {
      n: at,
      t: [
        { p: 'code', v: `v${at % 1000}` },
        { p: 'id', v: `i${at}` },
      ],
    });
  }
  await many.run('CREATE INDEX n ON m(n)');
  await many.run('CREATE INDEX t ON m(DISTINCT ARRAY FLATTEN_KEYS(x.p, x.v) FOR x IN t END, n)');
  expect(await many.run('SELECT RAW COUNT(*) FROM m WHERE n >= 0')).toEqual([100_000]);
  expect(many.last().milliseconds).toBeLessThan(1500);
  await many.run('SELECT RAW m.n FROM m WHERE n >= 0 ORDER BY LENGTH(TOSTRING(n)), n DESC LIMIT 5');
  expect(many.last().milliseconds).toBeLessThan(3000);
  const byToken =
    'SELECT RAW META().id FROM m WHERE ANY x IN t SATISFIES x.p = "code" AND x.v = $v END ORDER BY n LIMIT 3';
  expect(await many.run(byToken, { v: 'v7' })).toEqual(['k7', 'k1007', 'k2007']);
  await many.run(byToken, { v: 'v8' });
  expect(many.last()).toMatchObject({ sorted: false, fetched: 0, scanned: 3 });
  expect(many.last().milliseconds).toBeLessThan(50);
});
