import { definitions } from '../../../src/fhir/registry.ts';
import type { EntryList } from './cursors.ts';
import type { Argument } from './document.ts';
import { markedId, onlyId } from './marks.ts';
import { type Drawing, type Expected, graphqlRequest, type Operation } from './operation.ts';
import { fhirArguments, listArguments } from './searches.ts';
import { ofType } from './world.ts';

/** A field of the operation. */
interface Root {
  readonly name: string;
  readonly text: string;
  readonly expected?: Expected | undefined;
  readonly list?: EntryList;
}

type MakeRoot = (drawing: Drawing) => Root;

const types = definitions.map(({ type }) => type);
const short = new Map([
  ['Patient', 'patients'],
  ['Practitioner', 'practitioners'],
  ['Encounter', 'encounters'],
]);

/** How often a condition is for what another tenant has. */
const foreignShare = 0.15;

const nonsense = [
  'nobody',
  'Patient/patient-1',
  '../patient-1',
  'patient-1\u0000',
  '%',
  '',
  'patient-1,patient-2',
];

/** One resource: the tenant's own, another tenant's alone, or none at all. */
const byId: MakeRoot = drawing => {
  const { random, tenant, world, asking, document, selections } = drawing;
  const type = random.pick(types);
  const way = random.next();
  const other = world.other(tenant, random);
  const [id, expected]: [string, Expected] =
    way < 0.8
      ? [random.pick(ofType(tenant.resources, type)).id, 'present']
      : way < 0.95
        ? [random.pick([onlyId(other.mark, 1), markedId(other.mark, 1), onlyId(other.mark, 3)]), 'absent']
        : [random.pick(nonsense), 'absent'];
  const field = short.has(type) && random.chance(0.5) ? type.toLowerCase() : type;
  const name = document.name('r');
  const selection = document.selection(type, selections.ofResource(type, random.int(1, 3), asking));
  return { name, text: `${name}: ${field}${document.args([['id', 'ID!', id]])} ${selection}`, expected };
};

/** A page or a list, in either vocabulary. */
const list: MakeRoot = drawing => {
  const { random, tenant, world, selections } = drawing;
  const type = random.pick(['Encounter', 'Patient', 'Patient', 'Practitioner', random.pick(types)]);
  const foreign = random.chance(foreignShare);
  const searched = { random, resources: (foreign ? world.other(tenant, random) : tenant).resources };
  const plural = short.get(type);
  if (plural !== undefined && random.chance(0.4)) {
    return pageRoot(drawing, { field: plural, type, args: listArguments(type, searched) });
  }
  const field = `${type}${random.pick(['List', 'Connection'])}`;
  const args = fhirArguments(selections.root(field)!, type, searched);
  if (field.endsWith('Connection')) return pageRoot(drawing, { field, type, args });
  return wholeRoot(drawing, field, type, args);
};

function wholeRoot(drawing: Drawing, field: string, type: string, args: readonly Argument[]): Root {
  const { random, asking, document, selections } = drawing;
  const whole = random.chance(0.04);
  const counted: Argument[] = whole ? [] : [['_count', 'Int', random.int(1, 4)]];
  const selection = document.selection(
    type,
    selections.ofResource(type, whole ? 0 : random.int(0, 2), asking),
  );
  const name = document.name('r');
  const text = `${name}: ${field}${document.args([...args, ...counted])} ${selection}`;
  return { name, text, expected: args.some(narrows) ? undefined : 'present' };
}

/** A page of a list, from its beginning or behind a cursor. */
export function pageRoot(drawing: Drawing, entries: EntryList, cursor?: string): Root {
  const { random, asking, document, selections } = drawing;
  const { field, type, args } = entries;
  const fhir = field.endsWith('Connection');
  const size: Argument = [fhir ? '_count' : 'first', 'Int', random.int(1, 4)];
  const after: Argument[] = cursor === undefined ? [] : [[fhir ? '_cursor' : 'after', 'String', cursor]];
  const name = document.name('r');
  const selection = selections.ofConnection(type, random.int(0, 2), asking);
  const text = `${name}: ${field}${document.args([...args, size, ...after])} ${selection}`;
  const expected = cursor === undefined && !args.some(narrows) ? { countOf: type } : undefined;
  return { name, text, expected, list: entries };
}

function narrows([name]: Argument): boolean {
  return name !== '_sort' && name !== 'orderBy';
}

/** The references of resources that refer to everywhere. */
const references: MakeRoot = drawing => {
  const { random, tenant, document, asking, selections } = drawing;
  const type = random.pick(['Patient', 'Encounter']);
  const { id } = random.pick(ofType(tenant.resources, type));
  const optional = random.chance(0.7) ? '(optional: true)' : '';
  const target = ['Practitioner', 'Patient', 'Encounter']
    .map(one => `... on ${one} { ${selections.ofResource(one, 1, asking, true)} }`)
    .join(' ');
  const leads = `{ reference display resource${optional} { __typename ${target} } }`;
  const name = document.name('r');
  const fields =
    type === 'Patient'
      ? `generalPractitioner ${leads} link { other ${leads} } contained { __typename ${target} ... on OtherResource { content } }`
      : `participant { individual ${leads} } partOf ${leads} subject ${leads}`;
  return {
    name,
    text: `${name}: ${type}${document.args([['id', 'ID!', id]])} { __typename id ${fields} }`,
    expected: 'present',
  };
};

const patients = 'PatientList(_count: 3)';
const flattened: readonly string[] = [
  `${patients} @flatten { name @flatten { family given @first } identifier @flatten { value } }`,
  `${patients} @slice(path: "gender") { id name @first { text family } meta { versionId } }`,
  'PatientConnection(_count: 3) @flatten { count @singleton edges @flatten { resource @flatten { meta @flatten { versionId } } } }',
  'EncounterList(_count: 4) @flatten { subject @flatten { display resource(optional: true) @flatten { ... on Patient { name @flatten @first { family } } } } }',
  'Patient(id: "patient-1") { name @slice(path: "use") { family text } identifier @slice(path: "$index") { value } extension @flatten { valueString } }',
  'Patient(id: "patient-2") { EncounterList(_reference: patient, _count: 4) @slice(path: "status") { identifier @flatten { value } } }',
  'Practitioner(id: "practitioner-1") { EncounterList(_reference: participant, _count: 3) @first { id identifier { value } } name @first { text } }',
];

const directives: MakeRoot = ({ random, document }) => {
  const name = document.name('r');
  // A root field that is flattened has no name of its own.
  return { name, text: `${name}: ${random.pick(flattened)}` };
};

const progress: MakeRoot = ({ document }) => {
  const name = document.name('r');
  return { name, text: `${name}: reviewProgress { resourceType total reviewed }`, expected: 'present' };
};

const own: MakeRoot = ({ document }) => {
  const name = document.name('r');
  return { name, text: `${name}: tenant { id state progress counts { resourceType total } }` };
};

/** A query of these fields. */
export function query(
  kind: string,
  drawing: Drawing,
  roots: readonly Root[],
  more: Partial<Operation> = {},
): Operation {
  const { document, tenant, random } = drawing;
  const sent = document.sent(
    'query',
    roots.map(({ text }) => text),
  );
  const expected = roots.flatMap(root =>
    root.expected === undefined ? [] : [[root.name, root.expected] as const],
  );
  const lists = roots.flatMap(root => (root.list === undefined ? [] : [[root.name, root.list] as const]));
  return {
    kind,
    tenant,
    request: graphqlRequest(sent, tenant.id, random),
    roots: new Map(expected),
    lists: new Map(lists),
    ...more,
  };
}

/** Word for word the same for all tenants, so that whatever is kept of one could be given to another. */
const questions: readonly string[] = [
  'PatientList(_count: 3) { id name { text } meta { versionId } }',
  'patients(first: 3) { edges { cursor node { __typename id reviewed reviewTime name { family } } } }',
  'patient(id: "patient-1") { __typename id reviewed reviewTime identifier { value } birthDate }',
  'Patient(id: "patient-2") { EncounterList(_reference: patient, _count: 3) { id identifier { value } } }',
  'encounters(first: 3) { edges { node { id patient { id name { text } } practitioners { id name { text } } } } }',
  'EncounterConnection(_count: 3, _sort: "-date") { next edges { resource { id meta { lastUpdated } } } }',
  'practitioner(id: "practitioner-1") { encounters(first: 3) { edges { cursor node { id meta { source tag { code } } } } } }',
  'PractitionerList(_source: "https://source.example/shared") { id extension { valueString } }',
  'EncounterList(_tag: "shared", _count: 2, _sort: "_id") { id class { display } period { start } }',
  'OrganizationList(identifier: "urn:hunt:shared|shared") { id name meta { profile } }',
  'LocationList(_count: 2) { id name address { city } }',
];

const question: MakeRoot = ({ random, document }) => {
  const name = document.name('r');
  return { name, text: `${name}: ${random.pick(questions)}`, expected: 'present' };
};

const one = (kind: string, make: MakeRoot) => (drawing: Drawing) => query(kind, drawing, [make(drawing)]);

export const reads = {
  byId: one('byId', byId),
  list: one('list', list),
  references: one('references', references),
  directives: one('directives', directives),
  question: one('question', question),
  progress: one('progress', progress),
  /** Several fields, beside one another under other names. */
  several(drawing: Drawing): Operation {
    const { random } = drawing;
    const roots = Array.from({ length: random.int(2, 5) }, () =>
      random.pick([byId, byId, list, list, progress, own])(drawing),
    );
    return query('several', drawing, roots);
  },
};
