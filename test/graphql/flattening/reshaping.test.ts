import { describe, expect, test } from 'vitest';
import { chalmers, ofPatient, run } from './world.ts';

const nothing = { id: 'empty' };

async function reshaped(selection: string, patient: object = chalmers): Promise<unknown> {
  return JSON.parse(await ofPatient(selection, patient));
}

describe('@flatten', () => {
  test('of a single element, its fields keep their shape', async () => {
    const maritalStatus = { text: 'married', coding: [{ code: 'M' }, { code: 'S' }] };
    expect(await reshaped('maritalStatus @flatten { text coding { code } }', { maritalStatus })).toEqual({
      text: 'married',
      coding: [{ code: 'M' }, { code: 'S' }],
    });
  });

  test('nests', async () => {
    const contact = [
      { name: { given: ['A'] }, telecom: [{ value: 'a' }, { value: 'b' }] },
      { name: { given: ['B', 'C'] }, telecom: [{ value: 'c' }] },
    ];
    const selection = 'contact @flatten { name @flatten { given } telecom @flatten { email: value } }';
    expect(await reshaped(selection, { contact })).toEqual({
      given: ['A', 'B', 'C'],
      email: ['a', 'b', 'c'],
    });
  });

  test('a flattened @singleton makes no list of its fields', async () => {
    const contact = [{ telecom: [{ value: 'a' }, { value: 'b' }] }, { telecom: [] }];
    const selection = 'contact @flatten { telecom @flatten @first @singleton { email: value } }';
    expect(await reshaped(selection, { contact })).toEqual({ email: 'a' });
  });

  test('objects below a flattened element are as they were selected', async () => {
    const contact = [{ relationship: [{ coding: [{ code: 'N' }], text: null }] }, { relationship: null }];
    const selection = 'contact @flatten { relationship { text coding @flatten { code } } }';
    expect(await reshaped(selection, { contact })).toEqual({
      relationship: [{ text: null, code: ['N'] }],
    });
  });

  test('of nothing gives nothing', async () => {
    const selection = 'id name @flatten { given } maritalStatus @flatten { text }';
    expect(await reshaped(selection, nothing)).toEqual({ id: 'empty' });
    expect(await reshaped(selection, { id: 'x', name: [{ given: [] }], maritalStatus: {} })).toEqual({
      id: 'x',
    });
  });

  test('fields of several flattened elements come together in a list', async () => {
    const selection =
      'identifier @flatten { system } telecom: contact @flatten { name @flatten { system: family } }';
    const patient = { identifier: [{ system: 'x' }], contact: [{ name: { family: 'y' } }] };
    expect(await reshaped(selection, patient)).toEqual({ system: ['x', 'y'] });
    const two = { subject: { display: 'a' }, performer: { display: 'b' } };
    const both = 'subject @flatten { display } performer @flatten { display }';
    expect(await reshaped(both, two)).toEqual({ display: ['a', 'b'] });
    expect(await reshaped(both, { ...two, performer: {} })).toEqual({ display: ['a'] });
  });

  test('lists within lists', async () => {
    const grid = [[{ start: '1' }, { start: '2' }], [{ start: '3' }], null];
    expect(await reshaped('grid @flatten { start }', { grid })).toEqual({ start: ['1', '2', '3'] });
    expect(await reshaped('grid @flatten @first { start }', { grid })).toEqual({ start: ['1', '2'] });
    expect(await reshaped('grid @flatten @slice(path: "$index") { start }', { grid })).toEqual({
      'start.0': ['1', '2'],
      'start.1': ['3'],
    });
    expect(await reshaped('matrix @first', { matrix: [['a', null], ['b']] })).toEqual({
      matrix: [['a', null]],
    });
  });

  test('of root fields, in a list of patients and in mutations', async () => {
    const patients = [chalmers, { ...chalmers, active: false, name: [] }];
    const list = await run('{ patients @flatten { active name @flatten { given @first } } }', { patients });
    expect(list).toEqual({ data: { active: [true, false], given: ['Peter', 'Jim', 'Peter'] } });
    const one = await run('mutation { touch @flatten { active } }');
    expect(one).toEqual({ data: { active: true } });
  });
});

describe('@first and @singleton', () => {
  test('@first takes the first entry before anything is collated, and leaves single values', async () => {
    expect(await reshaped('id @first name @first { given @first }')).toEqual({
      id: 'example',
      name: [{ given: ['Peter'] }],
    });
  });

  test('@singleton of a list that is not flattened is its only value, or null', async () => {
    const tasks = [{ id: '1', alias: ['a', 'b'] }];
    const selection = 'tasks @singleton { id alias @first @singleton }';
    expect(await reshaped(selection, { tasks })).toEqual({ tasks: { id: '1', alias: 'a' } });
    expect(await reshaped('tasks @singleton { id }', { tasks: [] })).toEqual({ tasks: null });
    expect(await reshaped('tasks @singleton { id }', { tasks: null })).toEqual({ tasks: null });
    expect(await reshaped('id @singleton', { id: '1' })).toEqual({ id: '1' });
  });
});

describe('@slice', () => {
  test('without @flatten names the field itself, as lists', async () => {
    expect(await reshaped('name @slice(path: "$index") { family }')).toEqual({
      'name.0': [{ family: 'Chalmers' }],
      'name.1': [{ family: null }],
      'name.2': [{ family: 'Windsor' }],
    });
    expect(await reshaped('name @slice(path: "use") @singleton { family }')).toEqual({
      'name.official': { family: 'Chalmers' },
      'name.usual': { family: null },
      'name.maiden': { family: 'Windsor' },
    });
    expect(await reshaped('name @slice(path: "use") { family }', nothing)).toEqual({ name: null });
    expect(await reshaped('name @slice(path: "use") { family }', { name: [] })).toEqual({ name: [] });
  });

  test('paths lead through elements and lists, and entries without a value have no suffix', async () => {
    const identifier = [
      { value: '1', type: { coding: [{ display: 'x' }, { code: 'MR' }] } },
      { value: '2', type: { coding: [{ code: 'MR' }] } },
      { value: '3', type: { coding: [] } },
      { value: '4', type: { coding: [{ code: '' }] } },
    ];
    const selection = 'identifier @flatten @slice(path: "type.coding.code") { value }';
    expect(await reshaped(selection, { identifier })).toEqual({ 'value.MR': ['1', '2'], value: ['3', '4'] });
  });

  test('suffixes of nested slices follow one another', async () => {
    const contact = [
      { gender: 'male', telecom: [{ system: 'phone', value: '1' }] },
      {
        gender: 'female',
        telecom: [
          { system: 'phone', value: '2' },
          { system: 'email', value: '3' },
        ],
      },
    ];
    const selection = `contact @flatten @slice(path: "gender") {
      gender telecom @flatten @slice(path: "system") { value @singleton }
    }`;
    expect(await reshaped(selection, { contact })).toEqual({
      'gender.male': ['male'],
      'value.male.phone': '1',
      'gender.female': ['female'],
      'value.female.phone': '2',
      'value.female.email': '3',
    });
  });

  test('takes its path from a variable, anew for each execution', async () => {
    const source = 'query ($path: String!) { patient { name @flatten @slice(path: $path) { family } } }';
    const withPath = (path: string) => run(source, undefined, { path });
    expect((await withPath('use')).data?.patient).toEqual({
      'family.official': ['Chalmers'],
      'family.maiden': ['Windsor'],
    });
    expect((await withPath('$index')).data?.patient).toEqual({
      'family.0': ['Chalmers'],
      'family.2': ['Windsor'],
    });
    expect((await withPath('use or not')).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  test('numbers and positions are text too', async () => {
    const contact = [
      {
        telecom: [
          { rank: 1, value: 'a' },
          { rank: 0, value: 'b' },
        ],
      },
    ];
    const selection = 'contact { telecom @flatten @slice(path: "rank") { value @singleton } }';
    expect(await reshaped(selection, { contact })).toEqual({ contact: [{ 'value.1': 'a', 'value.0': 'b' }] });
    expect(await reshaped('lists @slice(path: "$index")', { lists: ['a', 'b'] })).toEqual({
      'lists.0': ['a'],
      'lists.1': ['b'],
    });
  });
});
