import type { ResourceDefinition, SearchParameter } from '../../../fhir/definition.ts';
import { definitions } from '../../../fhir/registry.ts';
import { bucketsOfParameter, isOfOrder } from '../buckets.ts';
import { anyOfSystem, identifierOf } from '../terms.ts';

/**
 * A set of texts by which resources are gathered and then sorted. Texts are pairs: a code and its system, a form and the
 * text it comes from; of ids and names the second is empty.
 */
export interface Space {
  readonly kind: 'id' | 'name' | 'form' | 'term';
  /** Of terms: what the dictionary has as `parameter`. */
  readonly label: string;
  readonly parameter: SearchParameter | undefined;
}

/** Where a parameter's values go: places in the list of spaces, and of the streams of rows. */
export interface ParameterPlaces {
  readonly parameter: SearchParameter;
  /** Whether a resource without the element has a value too: that it has none. */
  readonly isOfAll: boolean;
  /** Codes, references, URIs. */
  readonly term: number;
  /** Systems. */
  readonly system: number;
  readonly identifier: number;
  readonly identifierSystem: number;
  readonly bucket: number;
  readonly form: number;
  /** Of its own table. */
  readonly stream: number;
}

export interface Layout {
  readonly definition: ResourceDefinition;
  /** Those of terms in the order of the dictionary. */
  readonly spaces: readonly Space[];
  readonly id: number;
  readonly name: number;
  readonly parameters: readonly ParameterPlaces[];
  /** How many streams there are, that of the pages of contents being the last. */
  readonly streams: number;
  readonly leafStream: number;
}

/** Streams of every type: number, date, last update of each resource; and the rows of its table. */
export const sortStream = 0;
export const rowStream = 1;
const ownStreams = 2;

function layoutOf(definition: ResourceDefinition): Layout {
  const terms: Space[] = [];
  const forms: Space[] = [];
  for (const parameter of definition.parameters) {
    const add = (label: string) => terms.push({ kind: 'term', label, parameter });
    const { name, kind } = parameter;
    if (kind === 'token' || kind === 'reference' || kind === 'uri') add(name);
    if (kind === 'token') add(anyOfSystem(name));
    if (kind === 'reference') {
      add(identifierOf(name));
      add(anyOfSystem(identifierOf(name)));
    }
    if (kind === 'string') forms.push({ kind: 'form', label: name, parameter });
    const hasBuckets =
      kind === 'string' ? !parameter.whole : kind === 'date' && isOfOrder(definition, parameter);
    if (hasBuckets) add(bucketsOfParameter(name));
  }
  // As the dictionary compares them: the labels are ASCII.
  terms.sort((a, b) => (a.label < b.label ? -1 : 1));
  const spaces: Space[] = [
    { kind: 'id', label: '', parameter: undefined },
    { kind: 'name', label: '', parameter: undefined },
    ...forms,
    ...terms,
  ];
  const place = (kind: Space['kind'], label: string) =>
    spaces.findIndex(space => space.kind === kind && space.label === label);
  let streams = ownStreams;
  const parameters = definition.parameters.map((parameter): ParameterPlaces => {
    const { name, kind } = parameter;
    const stream = streams;
    // Quantities have a second one: what they are measured in.
    if (kind === 'string' || kind === 'date') streams += 1;
    else if (kind === 'quantity') streams += 2;
    return {
      parameter,
      isOfAll: parameter.values({ resourceType: definition.type, id: '' }).length > 0,
      term: place('term', name),
      system: place('term', anyOfSystem(name)),
      identifier: place('term', identifierOf(name)),
      identifierSystem: place('term', anyOfSystem(identifierOf(name))),
      bucket: place('term', bucketsOfParameter(name)),
      form: place('form', name),
      stream,
    };
  });
  return { definition, spaces, id: 0, name: 1, parameters, streams: streams + 1, leafStream: streams };
}

/** By place of the type in the registry. */
export const layouts: readonly Layout[] = definitions.map(layoutOf);

const places = new Map(definitions.map(({ type }, place) => [type, place]));

export function placeOfType(type: string): number {
  return places.get(type)!;
}
