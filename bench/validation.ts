/**
 * What the worst documents cost before anything is executed: reading them, validating them, telling what is wrong.
 *
 *     node bench/validation.ts
 *
 * Each is made as large as the parser's limits allow. Times are milliseconds of the processor, which a busy machine does not change much.
 */
import { type GraphQLError, parse, specifiedRules, type ValidationRule, validate } from 'graphql';
import { refuseCostlyValidation } from '../src/graphql/limits/before-validation.ts';
import { bounded, maxValidationErrors } from '../src/graphql/limits/errors.ts';
import { parseOptions } from '../src/graphql/limits/reading.ts';
import { buildSchema } from '../src/graphql/schema.ts';

const schema = buildSchema();
const tokens = 9_900;
/** As many as fit, at so many tokens each. */
const fill = (each: number, piece: (place: number) => string, within = tokens) =>
  Array.from({ length: Math.floor(within / each) }, (_, place) => piece(place)).join(' ');

const chain = (levels: number, piece: (next: number) => string, end: string) =>
  `${Array.from({ length: levels }, (_, place) => `fragment F${place} on Patient { ${piece(place + 1)} }`).join(' ')} fragment F${levels} on Patient { ${end} }`;

const documents: Readonly<Record<string, () => string>> = {
  'one leaf, again and again': () => `{ tenant { ${fill(1, () => 'id')} } }`,
  'one field with selections, again and again': () => `{ ${fill(4, () => 'tenant { id }')} }`,
  'one field with an argument, again and again': () => `{ ${fill(9, () => 'patient(id: "1") { id }')} }`,
  'one field with selections three deep, again and again': () =>
    `{ ${fill(11, () => 'patients { edges { node { id gender } } }')} }`,
  'one alias of fields that differ': () =>
    `{ patient(id: 1) { ${fill(3, place => `a: ${place % 2 ? 'id' : 'gender'}`)} } }`,
  'one field with arguments that differ': () => `{ ${fill(9, place => `patient(id: "${place}") { id }`)} }`,
  'lists of values as arguments, again and again': () =>
    `{ ${fill(60, () => `PatientList(_id: [${'a '.repeat(50)}]) { id }`)} }`,
  'fragments beside one another': () =>
    `{ patient(id: 1) { ${fill(2, place => `...F${place}`, tokens / 5)} } } ${fill(8, place => `fragment F${place} on Patient { id gender }`, (tokens * 4) / 5)}`,
  'fragments beside one another, with selections': () =>
    `{ patient(id: 1) { ${fill(2, place => `...F${place}`, tokens / 6)} } } ${fill(10, place => `fragment F${place} on Patient { name { text } }`, (tokens * 5) / 6)}`,
  'fragments in one another': () =>
    `{ patient(id: 1) { ...F0 } } ${chain(1200, next => `...F${next}`, 'id')}`,
  'fragments in one another, with fields': () =>
    `{ patient(id: 1) { ...F0 } } ${chain(680, next => `id name { text } ...F${next}`, 'id')}`,
  'fragments twice in one another': () =>
    `{ patient(id: 1) { ...F0 } } ${chain(900, next => `...F${next} ...F${next}`, 'id')}`,
  'fragments that all spread all': () =>
    `{ patient(id: 1) { ...F0 } } ${fill(66 * 2 + 6, place => `fragment F${place} on Patient { id ${fill(2, other => (other > place ? `...F${other}` : 'id id'), 132)} }`)}`,
  'fragments in a circle': () =>
    `{ patient(id: 1) { ...F0 } } ${chain(1200, next => `...F${next}`, '...F0')}`,
  'fragments in many circles': () =>
    `{ patient(id: 1) { ...F0 } } ${fill(66 * 2 + 6, place => `fragment F${place} on Patient { ${fill(2, other => `...F${other}`, 132)} }`)}`,
  'unknown fields': () => `{ patient(id: 1) { ${fill(1, place => `activ${place}`)} } }`,
  'unknown fields of an interface': () =>
    `{ encounter(id: 1) { subject { resource { ${fill(1, place => `managingOrganizatio${place % 10}`)} } } } }`,
  'unknown fields with long names': () =>
    `{ patient(id: 1) { ${fill(1, place => `${'generalPractitioner'.repeat(5)}${place}`)} } }`,
  'unknown arguments': () => `{ PatientList(${fill(3, place => `general_practitione${place}: 1`)}) { id } }`,
  'unknown types': () => `{ patient(id: 1) { ${fill(6, place => `... on Patien${place} { id }`)} } }`,
  'unknown directives': () => `{ tenant { id ${fill(2, place => `@skippe${place}`)} } }`,
  'one unknown directive, again and again': () => `{ tenant { id ${fill(2, () => '@skippe')} } }`,
  'one directive, again and again': () => `{ tenant { id ${fill(6.5, () => '@skip(if: false)')} } }`,
  'unknown fields of an input': () =>
    `mutation { review(input: { ${fill(3, place => `expectedVersio${place}: 1`)} }) { id } }`,
  'unknown enum values': () =>
    `{ patients(filter: {}, orderBy: [${fill(5, place => `{ field: REVIEW_TIM${place} }`)}]) { count } }`,
  'variables that nobody uses': () => `query (${fill(4, place => `$v${place}: Int`)}) { tenant { id } }`,
  'variables of unknown types': () =>
    `query (${fill(4, place => `$v${place}: Patien${place}`)}) { tenant { id } }`,
  'variables that nobody declares': () => `{ PatientList(_id: [${fill(2, place => `$v${place}`)}]) { id } }`,
  'variables that do not fit': () =>
    `query (${fill(4, place => `$v${place}: Boolean`, tokens * 0.66)}) { PatientList(_id: [${fill(2, place => `$v${place}`, tokens * 0.33)}]) { id } }`,
  'one argument, again and again': () => `{ PatientList(${fill(3, () => '_count: 1')}) { id } }`,
  'a list of a long literal': () => `{ PatientList(_id: [${fill(1, () => 'a')}]) { id } }`,
  'a list of wrong literals': () => `{ PatientList(_id: [${fill(1, () => '{}', tokens / 2)}]) { id } }`,
  'operations that share variables of fragments': () =>
    `${fill(8, place => `query Q${place} { ...F }`, tokens / 2)} fragment F on Query { PatientList(_id: [${fill(2, place => `$v${place}`, tokens / 2)}]) { id } }`,
  'operations that share fragments': () =>
    `${fill(8, place => `query Q${place} { ...F0 }`, tokens / 2)} ${fill(8, place => `fragment F${place} on Query { ...F${place + 1} }`, tokens / 2)}`,
  operations: () => fill(6, place => `query Q${place} { __typename }`),
  'inline fragments within one another': () =>
    `{ patient(id: 1) { ${'... on Patient { id '.repeat(90)} ${'} '.repeat(90)} } }`,
  'inline fragments beside one another': () =>
    `{ patient(id: 1) { ${fill(6, () => '... on Resource { id }')} } }`,
  'looks at the schema, each with all fragments': () =>
    `{ ${fill(7.5, place => `s${place}: __schema { ...F }`, tokens / 2)} } fragment F on __Schema { ${fill(5, () => 'types { name }', tokens / 2)} }`,
  'long names of operations': () =>
    `query ${'Q'.repeat(90_000)} { PatientList(_id: [${fill(2, () => '$v', 2_000)}]) { id } }`,
  'long names of fragments in a circle': () =>
    `{ patient(id: 1) { ...F0${'x'.repeat(80)} } } ${Array.from({ length: 500 }, (_, place) => `fragment F${place}${'x'.repeat(80)} on Patient { ...F${place + 1}${'x'.repeat(80)} }`).join(' ')} fragment F500${'x'.repeat(80)} on Patient { ...F0${'x'.repeat(80)} }`,
  'errors behind many lines': () => `${'\n'.repeat(90_000)}{ tenant { ${fill(1, () => 'x')} } }`,
  'circles behind many lines': () =>
    `${'\n'.repeat(60_000)}{ patient(id: 1) { ...F0 } } ${chain(1200, next => `...F${next}`, '...F0')}`,
  'errors behind a megabyte of lines': () => `${'\n'.repeat(1_000_000)}{ tenant { ${fill(1, () => 'x')} } }`,
  'a megabyte of comments': () => `${'#\n'.repeat(500_000)}{ tenant { id } }`,
  'a megabyte of a name': () => `{ ${'x'.repeat(1_000_000)} }`,
  'a megabyte of a number': () => `{ patients(first: ${'1'.repeat(1_000_000)}) { count } }`,
  'a megabyte of a text in lines': () => `{ patient(id: """${' \n'.repeat(500_000)}""") { id } }`,
};

interface Way {
  readonly rules: readonly ValidationRule[];
  readonly options: { readonly maxErrors?: number };
  readonly reading: { readonly maxTokens: number };
}

const ways: Readonly<Record<string, Way>> = {
  before: { rules: specifiedRules, options: {}, reading: { maxTokens: 10_000 } },
  now: {
    rules: [...specifiedRules, refuseCostlyValidation],
    options: { maxErrors: maxValidationErrors },
    reading: parseOptions,
  },
};

/** Reads and validates a document, and writes down what is wrong with it. */
function answer(source: string, { rules, options, reading }: Way): string {
  let errors: readonly GraphQLError[];
  try {
    errors = validate(schema, parse(source, reading), rules, options);
  } catch (error) {
    errors = [error as GraphQLError];
  }
  return JSON.stringify(
    errors.map(error => (rules === specifiedRules ? error : bounded(error.toJSON(), error))),
  );
}

const rounds = 10;

function measure(source: string, way: Way) {
  let bytes = 0;
  const began = process.threadCpuUsage();
  for (let round = 0; round < rounds; round++) bytes = answer(source, way).length;
  const { user, system } = process.threadCpuUsage(began);
  return { ms: Math.round((user + system) / rounds / 100) / 10, bytes };
}

// The first would pay for what is compiled meanwhile.
for (const make of Object.values(documents)) for (const way of Object.values(ways)) answer(make(), way);

const rows: Record<string, object> = {};
for (const [name, make] of Object.entries(documents)) {
  const source = make();
  const [before, now] = [measure(source, ways.before!), measure(source, ways.now!)];
  rows[name] = {
    'before, ms': before.ms,
    'now, ms': now.ms,
    'before, bytes': before.bytes,
    'now, bytes': now.bytes,
  };
}
console.table(rows);
