import { argument, describe, field, inWords, inWordsPlural } from './sdl-text.ts';
import type { SearchParameterModel } from './search-parameters.ts';

/** What the SDL of searches is made from. */
export interface SearchModel {
  /** The official parameters of each stored type. */
  readonly parameters: ReadonlyMap<string, readonly SearchParameterModel[]>;
  /** The stored types that tenants review. */
  readonly reviewable: ReadonlySet<string>;
  /** Of each stored type, the parameters whose values do not belong into a URL. */
  readonly sensitive: ReadonlyMap<string, ReadonlySet<string>>;
}

const gated = ' @requiresWarmTenant';

function needs(action: 'READ' | 'SEARCH', type: string): string {
  return ` @requiresScope(action: ${action}, type: "${type}")`;
}

/** What a search costs, in fields; and what the fields of a page that search by themselves do. */
const searches = ' @cost(weight: 50)';
/** Entries of a list without `_count`: all there are for a whole type, those that refer to one resource. */
const assumedMatches = { root: 50, nested: 10 };

function list(type: string, place: keyof typeof assumedMatches): string {
  const size = `@listSize(assumedSize: ${assumedMatches[place]}, slicingArguments: ["_count"])`;
  return `${needs('SEARCH', type)}${searches} ${size}`;
}

function page(type: string): string {
  const size = '@listSize(assumedSize: 20, slicingArguments: ["_count"], sizedFields: ["edges"])';
  return `${needs('SEARCH', type)}${searches} ${size}`;
}

/** As HL7's own schema generator has it; a list means OR. */
const argumentTypes: Readonly<Record<SearchParameterModel['kind'], string>> = {
  token: '[token]',
  string: '[String]',
  reference: '[reference]',
  uri: '[uri]',
  date: '[date]',
  quantity: '[quantity]',
};

const idArgument = argument('The logical id is one of these.', '_id: [token]');
const reviewArguments = [
  argument('Whether this tenant has reviewed it: `true` or `false`.', 'reviewed: [token]'),
  argument('When this tenant reviewed it.', 'reviewTime: [date]'),
  argument('Who reviewed it.', 'reviewedBy: [String]'),
];
const commonArguments = [
  argument(
    'Conditions that have no argument, as in the URL of a search: `family:exact=Chalmers`, `subject:Patient.name=peter`. Joined by AND.',
    '_search: [String!] @sensitive',
  ),
  argument(
    'Search parameters to order by, the weightiest first; `-` turns one round: `-_lastUpdated,_id`.',
    '_sort: String',
  ),
];
const listSize = argument(
  'How many at most. Without it more matches than a list may hold fail with `TOO_MANY_MATCHES`.',
  '_count: Int',
);
const pageSize = argument('Page size, 1 to 500.', '_count: Int');
const cursor = argument(
  'The page to get, as `first`, `previous`, `next` or `last` of an answer names it.',
  '_cursor: String',
);

/** Root fields, and the types of pages, of a stored type. */
export function renderSearches(type: string, model: SearchModel): string[] {
  const one = inWords(type);
  const many = inWordsPlural(type);
  const args = [idArgument, ...searchArguments(type, model)];
  const roots = [
    field(`The ${one} of that id; null when there is none.`, type, `${type}${gated}${needs('READ', type)}`, [
      argument('The logical id.', 'id: ID!'),
    ]),
    field(`The ${many} that match, all at once.`, `${type}List`, `[${type}!]${gated}${list(type, 'root')}`, [
      ...args,
      listSize,
    ]),
    field(
      `The ${many} that match, page by page.`,
      `${type}Connection`,
      `${type}Connection${gated}${page(type)}`,
      [...args, pageSize, cursor],
    ),
  ];
  return [`extend type Query {\n${roots.join('')}}\n`, renderConnection(type, many), renderEdge(type, one)];
}

/** Fields of a stored type that find what refers to it. */
export function renderReverseLookUps(type: string, model: SearchModel): string[] {
  return [...model.parameters].flatMap(([source, parameters]) => {
    const leading = parameters.filter(({ kind, targets }) => kind === 'reference' && targets?.includes(type));
    if (leading.length === 0) return [];
    const names = leading.map(({ name }) => `\`${name}\``).join(', ');
    const args = [
      argument(`The search parameter that leads here: ${names}.`, '_reference: code!'),
      ...searchArguments(source, model),
    ];
    const description = `The ${inWordsPlural(source)} that refer to this ${inWords(type)}`;
    return [
      field(`${description}, all at once.`, `${source}List`, `[${source}!]${list(source, 'nested')}`, [
        ...args,
        listSize,
      ]),
      field(`${description}: the first page.`, `${source}Connection`, `${source}Connection${page(source)}`, [
        ...args,
        pageSize,
      ]),
    ];
  });
}

function searchArguments(type: string, { parameters, reviewable, sensitive }: SearchModel): string[] {
  const own = (parameters.get(type) ?? [])
    .filter(({ name }) => name !== '_id')
    .map(({ name, kind, description }) =>
      argument(
        description,
        `${name.replaceAll('-', '_')}: ${argumentTypes[kind]}${sensitive.get(type)?.has(name) ? ' @sensitive' : ''}`,
      ),
    );
  return [...own, ...(reviewable.has(type) ? reviewArguments : []), ...commonArguments];
}

function renderConnection(type: string, many: string): string {
  const fields = [
    field('The entries of the page, in order.', 'edges', `[${type}Edge!]!`),
    field('Where the page stands.', 'pageInfo', 'PageInfo!'),
    field(
      'How many match in all. Counted only when asked for; its cost grows with the matches.',
      'count',
      `Int${searches}`,
    ),
    field('The page size that was asked for.', 'pagesize', 'Int'),
    field('How many entries come before the page; known for the first page only.', 'offset', 'Int'),
    field('Cursor to get the first page with.', 'first', 'String'),
    field('Cursor to get the page before with; null on the first page.', 'previous', `String${searches}`),
    field('Cursor to get the next page with; null on the last page.', 'next', 'String'),
    field('Cursor to get a full page with that ends the list.', 'last', `String${searches}`),
  ];
  const description = `A page of ${many}. One type serves this schema's vocabulary (\`edges.node\`, \`pageInfo\`) and FHIR's (\`edges.resource\`, \`next\`).`;
  return `${describe(description)}type ${type}Connection {\n${fields.join('')}}\n`;
}

function renderEdge(type: string, one: string): string {
  const fields = [
    field('Cursor of the entry: a page after it begins behind it.', 'cursor', 'String!'),
    field(`The ${one}.`, 'node', `${type}!`),
    field(`The ${one}, under FHIR's name.`, 'resource', `${type}!`),
    field('How the entry came into the answer; always `match`.', 'mode', 'String'),
    field('How well the entry matches; null, since no search here is ranked.', 'score', 'Float'),
  ];
  return `${describe('An entry of a page.')}type ${type}Edge {\n${fields.join('')}}\n`;
}
