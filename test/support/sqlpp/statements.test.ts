import { beforeEach, expect, test } from 'vitest';
import { codeOf, type World, world } from './world.ts';

let db: World;

beforeEach(async () => {
  db = world('people', 'visits');
  db.put('people', 'p1', { name: 'Ann', age: 30, tags: ['a', 'b'] });
  db.put('people', 'p2', { name: 'Bob', tags: [] });
  db.put('people', 'p3', { name: 'Cid', age: null, tags: ['b', 'c'] });
  db.put('visits', 'v1', { person: 'p1', days: [1, 2] });
  db.put('visits', 'v2', { person: 'p1' });
  db.put('visits', 'v3', { person: 'p9' });
  await db.run('CREATE PRIMARY INDEX ON people');
  await db.run('CREATE PRIMARY INDEX ON visits');
});

test.each<[string, unknown[]]>([
  ['SELECT RAW p.name FROM people p ORDER BY p.age', ['Bob', 'Cid', 'Ann']],
  ['SELECT RAW p.name FROM people p ORDER BY p.age DESC', ['Ann', 'Cid', 'Bob']],
  ['SELECT RAW p.name FROM people p ORDER BY p.age NULLS LAST, p.name', ['Ann', 'Bob', 'Cid']],
  ['SELECT RAW name FROM people WHERE age = 30', ['Ann']],
  [
    'SELECT p.name, p.age FROM people AS p USE KEYS ["p3", "p2", "gone"]',
    [{ name: 'Cid', age: null }, { name: 'Bob' }],
  ],
  ['SELECT p FROM people p USE KEYS "p2"', [{ p: { name: 'Bob', tags: [] } }]],
  ['SELECT p.* FROM people p USE KEYS "p2"', [{ name: 'Bob', tags: [] }]],
  ['SELECT * FROM people USE KEYS "p2"', [{ people: { name: 'Bob', tags: [] } }]],
  ['SELECT META(p).id, 1 FROM people p USE KEYS "p2"', [{ id: 'p2', $1: 1 }]],
  ['SELECT RAW t FROM people p UNNEST p.tags AS t ORDER BY t', ['a', 'b', 'b', 'c']],
  ['SELECT DISTINCT RAW t FROM people p UNNEST p.tags AS t ORDER BY t', ['a', 'b', 'c']],
  ['SELECT p.name, t FROM people p LEFT UNNEST p.tags AS t WHERE p.name = "Bob"', [{ name: 'Bob' }]],
  ['SELECT RAW p.name FROM visits v JOIN people p ON KEYS v.person', ['Ann', 'Ann']],
  ['SELECT RAW p.name FROM visits v JOIN people p ON META(p).id = v.person', ['Ann', 'Ann']],
  [
    'SELECT META(v).id, p.name FROM visits v LEFT JOIN people p ON KEYS v.person ORDER BY META(v).id',
    [{ id: 'v1', name: 'Ann' }, { id: 'v2', name: 'Ann' }, { id: 'v3' }],
  ],
  ['SELECT RAW COUNT(*) FROM people', [3]],
  ['SELECT COUNT(age) AS c, MIN(age) AS m, SUM(age) AS s FROM people', [{ c: 1, m: 30, s: 30 }]],
  [
    'SELECT MAX(x) AS m, SUM(x) AS s, COUNT(*) AS c, ARRAY_AGG(x) AS a FROM [] AS x',
    [{ m: null, s: null, c: 0, a: null }],
  ],
  [
    'SELECT v.person, COUNT(*) AS c FROM visits v GROUP BY v.person HAVING COUNT(*) > 1 ORDER BY c',
    [{ person: 'p1', c: 2 }],
  ],
  ['SELECT RAW ARRAY_AGG(DISTINCT v.person) FROM visits v', [['p1', 'p9']]],
  ['SELECT RAW x FROM $list AS x WHERE x > 1 ORDER BY x DESC LIMIT 1 OFFSET 1', [2]],
  ['SELECT RAW x FROM (SELECT RAW p.name FROM people p) AS x WHERE x > "B" ORDER BY x', ['Bob', 'Cid']],
  ['SELECT RAW y FROM [1, 2] AS x LET y = x + 1 WHERE y > 2', [3]],
  ['SELECT 1 AS a UNION ALL SELECT 0 AS a ORDER BY a', [{ a: 0 }, { a: 1 }]],
  ['SELECT RAW name AS n FROM people WHERE name IN (SELECT RAW "Ann") LIMIT 5', ['Ann']],
  [
    'SELECT RAW (SELECT RAW META(v).id FROM visits v USE KEYS ["v1", "v2"] WHERE v.person = META(p).id) FROM people p USE KEYS "p1"',
    [['v1', 'v2']],
  ],
  ['SELECT p.name AS n FROM people p ORDER BY n DESC LIMIT 1', [{ n: 'Cid' }]],
])('%s', async (statement, expected) => {
  expect(await db.run(statement, { list: [1, 2, 3] })).toEqual(expected);
});

test.each<[number, string]>([
  [12003, 'SELECT * FROM gone'],
  [4210, 'SELECT p.name, COUNT(*) FROM people p'],
  [4210, 'SELECT p.name FROM people p GROUP BY p.age'],
  [5010, 'SELECT * FROM people LIMIT "1"'],
  [3000, 'SELECT * FROM people p JOIN visits v'],
  [3000, 'SELECT name FROM people p JOIN visits v ON KEYS "v1"'],
  [4300, 'CREATE PRIMARY INDEX ON people'],
  [12016, 'DROP INDEX gone ON people'],
  [3000, 'UPDATE people SET a.b = 1 WHERE name = "Bob"'],
])('error %i: %s', async (code, statement) => {
  expect(await codeOf(db.run(statement))).toBe(code);
});

test('names with a path of bucket and scope', async () => {
  expect(await db.run('SELECT RAW COUNT(*) FROM default:fhir._default.people')).toEqual([3]);
  expect(await db.run('SELECT RAW COUNT(*) FROM `fhir`.`_default`.`people` AS p')).toEqual([3]);
  expect(await codeOf(db.run('SELECT 1 FROM other._default.people'))).toBe(12003);
});

test('UPDATE, DELETE and what they return', async () => {
  expect(
    await db.run(
      'UPDATE people p SET p.age = p.age + 1, p.seen = TRUE UNSET p.tags WHERE p.name = "Ann" RETURNING p.*',
    ),
  ).toEqual([{ name: 'Ann', age: 31, seen: true }]);
  expect(db.last().mutations).toBe(1);
  expect(await db.run('DELETE FROM people p WHERE p.age IS NOT VALUED LIMIT 1 RETURNING RAW p.name')).toEqual(
    ['Bob'],
  );
  expect(await db.run('DELETE FROM people USE KEYS "p3"')).toEqual([]);
  expect(await db.run('SELECT RAW META().id FROM people')).toEqual(['p1']);
});

test('INSERT and UPSERT', async () => {
  await db.run('INSERT INTO people (KEY, VALUE) VALUES ("p4", {"name": "Dot"}), ("p5", $v)', {
    v: { name: 'Eve' },
  });
  expect(await codeOf(db.run('INSERT INTO people (KEY, VALUE) VALUES ("p4", {})'))).toBe(12009);
  await db.run('UPSERT INTO people (KEY k, VALUE v) SELECT META(v).id AS k, v FROM visits v');
  expect(await db.run('SELECT RAW COUNT(*) FROM people')).toEqual([8]);
  await db.run('UPSERT INTO people (KEY x.id, VALUE x) SELECT x FROM $rows AS x', {
    rows: [{ id: 'p4', n: 2 }],
  });
  expect(await db.run('SELECT RAW p FROM people p USE KEYS "p4"')).toEqual([{ id: 'p4', n: 2 }]);
});

test('MERGE by key and by condition', async () => {
  const rows = [
    { id: 'p1', age: 99 },
    { id: 'p7', age: 7 },
  ];
  await db.run(
    `MERGE INTO people t USING $rows AS s ON KEY s.id
     WHEN MATCHED THEN UPDATE SET t.age = s.age WHERE t.age < s.age
     WHEN NOT MATCHED THEN INSERT {"age": s.age}`,
    { rows },
  );
  expect(db.last()).toMatchObject({ mutations: 2, fetched: 1 });
  expect(await db.run('SELECT RAW p.age FROM people p USE KEYS ["p1", "p7"]')).toEqual([99, 7]);
  await db.run(
    `MERGE INTO people AS t USING (SELECT x FROM $rows AS x) AS s ON META(t).id = s.x.id
     WHEN MATCHED THEN DELETE WHERE t.age > 50
     WHEN NOT MATCHED THEN INSERT (KEY s.x.id, VALUE s.x)`,
    { rows: [...rows, { id: 'p8' }] },
  );
  expect(await db.run('SELECT RAW META().id FROM people')).toEqual(['p2', 'p3', 'p7', 'p8']);
  const twice = 'MERGE INTO people t USING ["p2", "p2"] AS s ON KEY s WHEN MATCHED THEN UPDATE SET t.x = 1';
  expect(await codeOf(db.run(twice))).toBe(5320);
});
