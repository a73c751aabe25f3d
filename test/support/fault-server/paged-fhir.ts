import type { Resource } from '../../../src/fhir/types.ts';
import type { Asked, FaultServer, Told } from './fault-server.ts';

export interface PagedOptions {
  /** Of the CapabilityStatement. */
  readonly fhirVersion?: string;
  /** What a page holds at most. */
  readonly maxCount?: number;
  /** Names of search parameters that are refused. */
  readonly refused?: readonly string[];
}

/** FHIR search over resources in memory, paged by counting; as simple as a server can be. */
export class PagedFhir {
  /** By type; changed by tests while they are read. */
  readonly resources: Resource[];
  readonly #server: FaultServer;
  readonly #options: PagedOptions;

  constructor(server: FaultServer, resources: readonly Resource[], options: PagedOptions = {}) {
    this.#server = server;
    this.resources = [...resources];
    this.#options = options;
    server.answer = asked => this.#answer(asked);
  }

  get base(): URL {
    return new URL(`${this.#server.origin}/fhir`);
  }

  #answer({ url }: Asked): Told {
    const path = url.pathname.replace(/^\/fhir\//, '');
    if (path === 'metadata') return json(this.#statement());
    const { searchParams: parameters } = url;
    if (this.#options.refused?.some(name => parameters.has(name))) return json(outcome, 400);
    const offset = Number(parameters.get('offset') ?? 0);
    const asked = Number(parameters.get('_count') ?? 10);
    const count = Math.min(asked, this.#options.maxCount ?? 1000);
    const all = this.#find(path, parameters);
    const link = [{ relation: 'self', url: url.href }];
    if (offset + count < all.length) {
      const next = new URL(url);
      next.searchParams.set('offset', String(offset + count));
      link.push({ relation: 'next', url: next.href });
    }
    const entry = all
      .slice(offset, offset + count)
      .map(resource => ({ resource, search: { mode: 'match' } }));
    return json({ resourceType: 'Bundle', type: 'searchset', total: all.length, link, entry });
  }

  #find(type: string, parameters: URLSearchParams): Resource[] {
    const updated = ({ meta }: Resource) =>
      String((meta as { lastUpdated?: string } | undefined)?.lastUpdated ?? '');
    const [, prefix, bound = ''] = /^(gt|ge)(.+)$/.exec(parameters.get('_lastUpdated') ?? '') ?? [];
    const found = this.resources
      .filter(({ resourceType }) => resourceType === type)
      .filter(
        each => prefix === undefined || updated(each) > bound || (prefix === 'ge' && updated(each) === bound),
      );
    if (parameters.get('_sort') !== '-_lastUpdated') return found;
    return found.sort((one, other) =>
      updated(one) < updated(other) ? 1 : updated(one) > updated(other) ? -1 : 0,
    );
  }

  #statement(): object {
    const types = ['Patient', 'Encounter', 'Practitioner', 'Observation'];
    return {
      ...{ resourceType: 'CapabilityStatement', fhirVersion: this.#options.fhirVersion ?? '4.0.1' },
      rest: [
        { mode: 'server', resource: types.map(type => ({ type, interaction: [{ code: 'search-type' }] })) },
      ],
    };
  }
}

const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-supported' }] };

export function json(value: unknown, status = 200): Told {
  return { status, body: JSON.stringify(value) };
}
