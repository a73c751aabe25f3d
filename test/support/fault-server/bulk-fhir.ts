import { createHash } from 'node:crypto';
import { type Asked, FaultServer, type Told } from './fault-server.ts';

/** What is exported: lines of files by type. */
export type Exported = Readonly<Record<string, readonly (readonly (object | string)[])[]>>;

export interface BulkWorld {
  readonly output: Exported;
  readonly deleted?: readonly (readonly (object | string)[])[];
  readonly error?: readonly (readonly (object | string)[])[];
  /** Where the files are; the server itself unless said otherwise. */
  readonly filesAt?: string;
  /** How often it is asked before an export is ready. */
  readonly polls?: number;
  /** What everybody must bring to the FHIR server. */
  readonly authorization?: string;
  readonly requiresAccessToken?: boolean;
  /** Tells how many lines each file has. */
  readonly counts?: boolean;
  /** Tells files by a strong ETag, and gives parts of them. */
  readonly ranges?: boolean;
  /** What is told instead. */
  readonly manifest?: (manifest: Record<string, unknown>) => unknown;
}

export const transactionTime = '2026-02-03T04:05:06.789Z';

/** A FHIR server that exports (https://hl7.org/fhir/uv/bulkdata/export.html), with the faults of its FaultServer. */
export class BulkServer implements AsyncDisposable {
  readonly http: FaultServer;
  world: BulkWorld;
  /** Exports begun, by number; whether they are still there. */
  readonly jobs: boolean[] = [];
  readonly #polls = new Map<number, number>();

  private constructor(http: FaultServer, world: BulkWorld) {
    this.http = http;
    this.world = world;
  }

  static async start(world: BulkWorld): Promise<BulkServer> {
    const server = new BulkServer(await FaultServer.start(), world);
    server.http.answer = asked => server.#answer(asked);
    return server;
  }

  get base(): URL {
    return new URL(`${this.http.origin}/fhir`);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.http[Symbol.asyncDispose]();
  }

  /** All requests, as `GET /fhir/$export`. */
  get log(): string[] {
    return this.http.asked.map(({ method, url }) => `${method} ${url.pathname}`);
  }

  #answer(asked: Asked): Told {
    const { method, url, headers } = asked;
    const [, first, second, third] = url.pathname.split('/');
    const { authorization, requiresAccessToken } = this.world;
    const isOpen = first === 'files' && requiresAccessToken !== true;
    if (authorization !== undefined && !isOpen && headers.authorization !== authorization)
      return { status: 401 };
    if (first === 'files') return this.#file(asked, decodeURIComponent(second ?? ''));
    if (second === 'metadata') {
      return { body: JSON.stringify({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' }) };
    }
    if (second === '$export' && method === 'GET') return this.#start(asked);
    const job = Number(third);
    if (second !== 'jobs' || !this.jobs[job]) return { status: 404 };
    if (method === 'DELETE') {
      this.jobs[job] = false;
      return { status: 202 };
    }
    return this.#state(job);
  }

  #start({ headers }: Asked): Told {
    if (headers.prefer !== 'respond-async' || headers.accept !== 'application/fhir+json')
      return { status: 400 };
    this.jobs.push(true);
    // Relative links are allowed, and some servers give them.
    return { status: 202, headers: { 'content-location': `/fhir/jobs/${this.jobs.length - 1}` } };
  }

  #state(job: number): Told {
    const polls = this.#polls.get(job) ?? 0;
    this.#polls.set(job, polls + 1);
    if (polls < (this.world.polls ?? 1)) {
      return { status: 202, headers: { 'x-progress': `${polls * 10}% of it`, 'retry-after': '0' } };
    }
    const { output, deleted = [], error = [], requiresAccessToken = false, manifest } = this.world;
    const at = (type: string, name: string, lines: readonly unknown[]) => ({
      type,
      url: `${this.world.filesAt ?? this.http.origin}/files/${name}`,
      ...(this.world.counts && { count: lines.length }),
    });
    const told = {
      transactionTime,
      request: `${this.base.href}/$export`,
      requiresAccessToken,
      output: Object.entries(output).flatMap(([type, files]) =>
        files.map((lines, index) => at(type, `${type}-${index}`, lines)),
      ),
      deleted: deleted.map((lines, index) => at('Bundle', `deleted-${index}`, lines)),
      error: error.map((lines, index) => at('OperationOutcome', `error-${index}`, lines)),
    };
    const body = JSON.stringify(manifest === undefined ? told : manifest(told));
    return { headers: { 'content-type': 'application/json' }, body };
  }

  #file({ headers }: Asked, name: string): Told {
    const [type = '', index = ''] = name.split('-');
    const { output, deleted, error, ranges } = this.world;
    const lines = { ...output, deleted, error }[type]?.[Number(index)];
    if (lines === undefined) return { status: 404 };
    const body = Buffer.from(
      lines.map(line => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
    );
    const kind = { 'content-type': 'application/fhir+ndjson' };
    if (!ranges) return { headers: kind, body };
    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
    const plain = { ...kind, etag, 'content-encoding': 'identity' };
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? Number.NaN);
    if (Number.isNaN(from) || headers['if-range'] !== etag) return { headers: plain, body };
    if (from >= body.length) return { status: 416, headers: { 'content-range': `bytes */${body.length}` } };
    const range = { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` };
    return { status: 206, headers: { ...plain, ...range }, body: body.subarray(from) };
  }
}
