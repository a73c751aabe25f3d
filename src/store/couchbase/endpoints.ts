import { readFileSync } from 'node:fs';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { ServiceType } from 'couchbase';
import { GatewayError } from '../../core/errors.ts';
import type { CouchbaseLocation } from './connection.ts';
import type { Link } from './link.ts';

/**
 * The query service and the management of a cluster, over HTTP. The SDK speaks to both too, but on Node 24 and later
 * it ends the whole process when it has to read certain of their errors (code 5000; a collection that exists): its
 * library and Node's own binary mix up their regular expressions. What is not documents goes this way, therefore.
 */

export type Service = 'query' | 'management';

export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: string;
  readonly contentType?: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** An answer did not come: the node is gone, or took too long. */
export class NoAnswer extends Error {
  readonly isTimeout: boolean;
  constructor(isTimeout: boolean, cause?: unknown) {
    super(isTimeout ? 'No answer in time' : 'No connection', { cause });
    this.name = 'NoAnswer';
    this.isTimeout = isTimeout;
  }
}

const maxSockets = 64;

/** The nodes that have each service, as the SDK's map of the cluster names them. */
export class Endpoints {
  readonly #link: Link;
  readonly #authorization: string;
  readonly #isSecure: boolean;
  readonly #agent: HttpAgent;
  #known: Promise<Readonly<Record<Service, readonly string[]>>> | undefined;
  #turn = 0;

  constructor(link: Link, { connectionString, username, password }: CouchbaseLocation) {
    this.#link = link;
    this.#authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    this.#isSecure = connectionString.startsWith('couchbases:');
    const options = { keepAlive: true, maxSockets };
    this.#agent = this.#isSecure
      ? new HttpsAgent({ ...options, ...trust(connectionString) })
      : new HttpAgent(options);
  }

  /** Whether any node has the service. */
  async has(service: Service): Promise<boolean> {
    return (await this.#nodes())[service].length > 0;
  }

  /**
   * Asks the nodes that have the service in turn; another one, when one cannot be reached. What is asked must be
   * repeatable. All of it together takes no longer than the call may.
   * @throws NoAnswer, and what the signal says
   */
  async call(service: Service, call: Call): Promise<Answer> {
    const timeout = AbortSignal.timeout(call.timeoutMs);
    for (let tries = 1; ; tries++) {
      const nodes = (await this.#nodes())[service];
      const node = nodes[this.#turn++ % nodes.length];
      try {
        if (node === undefined) throw noService(service);
        return await this.#request(node, call, timeout);
      } catch (error) {
        // The map may have changed.
        if (error instanceof NoAnswer || node === undefined) this.#known = undefined;
        if (!(error instanceof NoAnswer) || error.isTimeout || tries > nodes.length) throw error;
      }
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  #nodes(): Promise<Readonly<Record<Service, readonly string[]>>> {
    this.#known ??= this.#find().catch(error => {
      this.#known = undefined;
      throw error;
    });
    return this.#known;
  }

  async #find(): Promise<Readonly<Record<Service, readonly string[]>>> {
    const { services } = await this.#link.cluster.ping({
      serviceTypes: [ServiceType.Query, ServiceType.Management],
      timeout: 2_000,
    });
    const remotes = (type: ServiceType) =>
      [...new Set((services[type] ?? []).map(({ remote }) => remote))].filter(Boolean);
    return { query: remotes(ServiceType.Query), management: remotes(ServiceType.Management) };
  }

  /** Where one connection is silent the others may be, and each of them would be tried for as long. */
  #forgetIdle(): void {
    for (const sockets of Object.values(this.#agent.freeSockets)) {
      for (const socket of sockets ?? []) socket.destroy();
    }
  }

  #request(
    node: string,
    { method, path, body, contentType, signal }: Call,
    timeout: AbortSignal,
  ): Promise<Answer> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const request = (this.#isSecure ? httpsRequest : httpRequest)(
      `${this.#isSecure ? 'https' : 'http'}://${node}${path}`,
      {
        method,
        agent: this.#agent,
        headers: {
          authorization: this.#authorization,
          ...(body !== undefined && {
            'content-type': contentType ?? 'application/json',
            'content-length': Buffer.byteLength(body),
          }),
        },
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      },
    );
    const fail = (error: unknown) => {
      if (timeout.aborted) this.#forgetIdle();
      reject(signal?.aborted ? signal.reason : new NoAnswer(timeout.aborted, error));
    };
    request.on('error', fail);
    request.on('response', response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    request.end(body);
    return promise;
  }
}

function noService(service: Service): GatewayError {
  return new GatewayError('STORE_UNAVAILABLE', `The store has no ${service} service that answers.`);
}

/** The certificate that the connection string names for the SDK. */
function trust(connectionString: string): { readonly ca?: Buffer } {
  const [, query = ''] = connectionString.split('?');
  const path = new URLSearchParams(query).get('trust_certificate');
  return path === null ? {} : { ca: readFileSync(path) };
}
