import { readFileSync } from 'node:fs';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { unlessAborted } from '../../core/abort.ts';
import { asError, GatewayError } from '../../core/errors.ts';
import type { ServiceHealth } from '../port.ts';
import { type ConnectionString, type Nodes, readNodes, seedsOf } from './nodes.ts';

/**
 * The query service and the management of a cluster, over HTTP. The SDK speaks to both too, but on Node 24 and later
 * it ends the whole process when one of them cannot be reached or answers certain errors (code 5000; a collection
 * that exists): its library and Node's own binary mix up what they share. What is not documents goes this way, therefore.
 */

export type Service = keyof Nodes;

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
/** What may take longer than this has connections of its own: copies must not keep searches waiting. */
const longCallMs = 10_000;
const maxLongSockets = 16;
/** Until a node takes a connection. */
const connectMs = 1_500;
/** Of asking for the nodes, and of asking how they are. */
const lookMs = 2_000;

/** What tells that a node answers. */
const pings: Readonly<Record<Service, string>> = { query: '/admin/ping', management: '/pools' };

export class Endpoints {
  readonly #connection: ConnectionString;
  readonly #authorization: string;
  readonly #agent: HttpAgent;
  readonly #longAgent: HttpAgent;
  #known: Promise<Nodes> | undefined;
  #renewing: Promise<void> | undefined;
  #turn = 0;

  constructor(connection: ConnectionString, username: string, password: string) {
    this.#connection = connection;
    this.#authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const { isSecure, certificate } = connection;
    const trust = certificate === undefined ? {} : { ca: readFileSync(certificate) };
    const agent = (most: number) => {
      const options = { keepAlive: true, maxSockets: most };
      return isSecure ? new HttpsAgent({ ...options, ...trust }) : new HttpAgent(options);
    };
    this.#agent = agent(maxSockets);
    this.#longAgent = agent(maxLongSockets);
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
      const nodes = (await this.#nodes(timeout))[service];
      const node = nodes[this.#turn++ % nodes.length];
      try {
        if (node === undefined) throw noService(service);
        return await this.#request(node, call, timeout);
      } catch (error) {
        // Nodes may have come and gone.
        if (error instanceof NoAnswer || node === undefined) this.#renew();
        if (!(error instanceof NoAnswer) || error.isTimeout || tries > nodes.length) throw error;
      }
    }
  }

  /** How each node that has the service answers now. */
  async health(service: Service): Promise<ServiceHealth> {
    const nodes = (await this.#nodes())[service];
    const times = await Promise.all(
      nodes.map(async node => {
        const since = performance.now();
        const call = { method: 'GET', path: pings[service], timeoutMs: lookMs } as const;
        const answer = await this.#request(node, call).catch(() => undefined);
        return answer !== undefined && answer.status < 400 ? performance.now() - since : undefined;
      }),
    );
    const answering = times.filter(time => time !== undefined);
    const slowestMs = answering.length === 0 ? null : Math.round(Math.max(...answering));
    return { endpoints: nodes.length, answering: answering.length, slowestMs };
  }

  close(): void {
    this.#longAgent.destroy();
    this.#agent.destroy();
  }

  async #nodes(timeout?: AbortSignal): Promise<Nodes> {
    this.#known ??= this.#find().catch(error => {
      this.#known = undefined;
      throw error;
    });
    return unlessAborted(this.#known, timeout).catch(error => {
      throw timeout?.aborted ? new NoAnswer(true, error) : error;
    });
  }

  /** Nobody waits for it: those that are known are good for a try, and may be all that can be learned. */
  #renew(): void {
    this.#renewing ??= this.#find()
      .then(
        nodes => {
          this.#known = Promise.resolve(nodes);
        },
        () => undefined,
      )
      .finally(() => {
        this.#renewing = undefined;
      });
  }

  /** Where one connection is silent the others may be, and each of them would be tried for as long. */
  #forgetIdle(): void {
    for (const sockets of Object.values(this.#agent.freeSockets)) {
      for (const socket of sockets ?? []) socket.destroy();
    }
  }

  /** Asks the hosts that the connection string names one after the other. */
  async #find(): Promise<Nodes> {
    let failed = new NoAnswer(false);
    for (const seed of await seedsOf(this.#connection)) {
      try {
        const call = { method: 'GET', path: '/pools/default/nodeServices', timeoutMs: lookMs } as const;
        const { status, text } = await this.#request(seed, call);
        if (status === 200) return readNodes(text, seed, this.#connection);
        failed = new NoAnswer(false, new Error(`HTTP ${status}`));
      } catch (error) {
        failed = error instanceof NoAnswer ? error : new NoAnswer(false, asError(error));
      }
    }
    throw failed;
  }

  #request(
    node: string,
    { method, path, body, contentType, timeoutMs, signal }: Call,
    timeout = AbortSignal.timeout(timeoutMs),
  ): Promise<Answer> {
    signal?.throwIfAborted();
    const { isSecure } = this.#connection;
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const request = (isSecure ? httpsRequest : httpRequest)(
      `${isSecure ? 'https' : 'http'}://${node}${path}`,
      {
        method,
        agent: timeoutMs > longCallMs ? this.#longAgent : this.#agent,
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
    request.on('socket', socket => {
      if (!socket.connecting) return;
      // A node that lost its power refuses nothing: another one is tried long before the call's own time is over.
      const timer = setTimeout(() => request.destroy(new Error('Not connected in time')), connectMs);
      for (const event of ['connect', 'close'] as const) socket.once(event, () => clearTimeout(timer));
    });
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
  return new GatewayError('STORE_UNAVAILABLE', `The store has no ${service} service.`);
}
