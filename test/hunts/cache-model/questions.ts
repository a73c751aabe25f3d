import { type Item, reviewableTypes, type Type } from './content.ts';
import { type Fact, itemsOf, type State } from './history.ts';

/** A query, and the facts that its answer tells. */
export interface Question {
  readonly name: string;
  readonly query: string;
  readonly variables: object;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read as clients do
  facts(data: any): Fact[];
}

interface Node {
  readonly id: string;
  readonly class?: { readonly display: string };
  readonly name?: readonly { readonly family: string }[];
  readonly reviewed?: boolean;
  readonly reviewTime?: string | null;
}

interface Page {
  readonly count: number;
  readonly edges: readonly { readonly node: Node }[];
}

const content = {
  Encounter: 'class { display }',
  Patient: 'name { family }',
  Practitioner: 'name { family }',
};
const review = 'reviewed reviewTime';
const one = { Encounter: 'encounter', Patient: 'patient', Practitioner: 'practitioner' };
const many = { Encounter: 'encounters', Patient: 'patients', Practitioner: 'practitioners' };

function contentFact(type: Type, node: Node): Fact {
  const key = `${type}/${node.id}`;
  const said = node.class?.display ?? node.name?.[0]?.family;
  return { name: `content of ${key}`, said, of: state => itemsOf(state).get(key)?.mark };
}

/** None where the answer does not show it. */
function reviewFacts(type: Type, { id, reviewed, reviewTime }: Node): Fact[] {
  if (reviewed === undefined) return [];
  const key = `${type}/${id}`;
  const of = ({ reviews }: State) => [reviews.has(key), reviews.get(key) ?? null];
  return [{ name: `review of ${key}`, said: [reviewed, reviewTime], of }];
}

function nodeFacts(type: Type, node: Node): Fact[] {
  return [contentFact(type, node), ...reviewFacts(type, node)];
}

function pageFacts(
  name: string,
  type: Type,
  page: Page,
  isIn: (item: Item, state: State) => boolean,
): Fact[] {
  const ids = (state: State) =>
    [...itemsOf(state).values()]
      .filter(item => item.type === type && isIn(item, state))
      .map(({ id }) => id)
      .sort();
  const nodes = page.edges.map(({ node }) => node);
  return [
    { name: `ids of ${name}`, said: nodes.map(({ id }) => id).sort(), of: ids },
    { name: `count of ${name}`, said: page.count, of: state => ids(state).length },
    ...nodes.flatMap(node => nodeFacts(type, node)),
  ];
}

const isReviewed = ({ key }: Item, { reviews }: State) => reviews.has(key);

/** A resource by id; with its review or without. */
export function byId(type: Type, id: string, withReview: boolean): Question {
  const key = `${type}/${id}`;
  return {
    name: `${withReview ? '' : 'content of '}${key}`,
    query: `query ($id: ID!) { ${one[type]}(id: $id) { id ${content[type]} ${withReview ? review : ''} } }`,
    variables: { id },
    facts: data => {
      const node: Node | null = data[one[type]];
      if (node !== null) return nodeFacts(type, node);
      return [{ name: `absence of ${key}`, said: true, of: state => !itemsOf(state).has(key) }];
    },
  };
}

/** Those that are reviewed, or those that are not. */
export function byReview(type: Type, reviewed: boolean, withReview: boolean): Question {
  const name = `${reviewed ? 'reviewed' : 'unreviewed'} ${many[type]}`;
  return {
    name,
    query: `query ($reviewed: Boolean) { ${many[type]}(first: 50, filter: { reviewed: $reviewed })
      { count edges { node { id ${content[type]} ${withReview ? review : ''} } } } }`,
    variables: { reviewed },
    facts: data =>
      pageFacts(name, type, data[many[type]], (item, state) => isReviewed(item, state) === reviewed),
  };
}

/** Encounters by status, which depends on content alone. */
export function byStatus(status: string, withReview: boolean): Question {
  return {
    name: `${status} encounters`,
    query: `query ($status: [code!]) { encounters(first: 50, filter: { status: $status })
      { count edges { node { id ${content.Encounter} ${withReview ? review : ''} } } } }`,
    variables: { status: [status] },
    facts: data =>
      pageFacts(`${status} encounters`, 'Encounter', data.encounters, item => item.status === status),
  };
}

/** The encounters of all patients, reviewed ones or all. */
export function reverse(reviewed: boolean | undefined): Question {
  const filter = reviewed === undefined ? '' : `, filter: { reviewed: ${reviewed} }`;
  return {
    name: `encounters of patients${filter}`,
    query: `{ patients(first: 50) { count edges { node { id name { family }
      encounters(first: 50${filter}) { count edges { node { id ${content.Encounter} } } } } } } }`,
    variables: {},
    facts: data => [
      ...pageFacts('patients', 'Patient', data.patients, () => true),
      ...data.patients.edges.flatMap(({ node }: { node: Node & { encounters: Page } }) =>
        pageFacts(`encounters of ${node.id}${filter}`, 'Encounter', node.encounters, (item, state) => {
          const matches = reviewed === undefined || isReviewed(item, state) === reviewed;
          return item.patient === node.id && matches;
        }),
      ),
    ],
  };
}

interface Progress {
  readonly resourceType: string;
  readonly total: number;
  readonly reviewed: number;
}

export const progress: Question = {
  name: 'progress',
  query: '{ reviewProgress { resourceType total reviewed } }',
  variables: {},
  facts: data =>
    reviewableTypes.map(type => {
      const rows: readonly Progress[] = data.reviewProgress;
      const said = rows.find(({ resourceType }) => resourceType === type.toUpperCase());
      return {
        name: `progress of ${type}`,
        said: [said?.total, said?.reviewed],
        of: state => {
          const items = [...itemsOf(state).values()].filter(item => item.type === type);
          return [items.length, items.filter(item => isReviewed(item, state)).length];
        },
      };
    }),
};

/** Several in one operation. */
export function several(id: string): Question {
  const patient = byId('Patient', id, true);
  const list = byReview('Encounter', true, false);
  return {
    name: 'several',
    query: `query ($id: ID!) { patient(id: $id) { id name { family } reviewed reviewTime }
      encounters(first: 50, filter: { reviewed: true }) { count edges { node { id class { display } } } }
      reviewProgress { resourceType total reviewed } }`,
    variables: { id },
    facts: data => [...patient.facts(data), ...list.facts(data), ...progress.facts(data)],
  };
}
