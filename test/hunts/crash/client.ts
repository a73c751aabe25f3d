import { once } from 'node:events';
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read as their clients do
  readonly body: any;
  /** Of all its errors. */
  readonly codes: readonly string[];
  readonly messages: readonly string[];
  readonly ms: number;
}

/** A request whose answer did not come: whether it was carried out is not known. */
export interface Lost {
  readonly lost: string;
  readonly ms: number;
}

export type Outcome = Answer | Lost;

export const isLost = (outcome: Outcome): outcome is Lost => 'lost' in outcome;

/** Longer than any request may take. */
const hungMs = 35_000;
export const hung = 'hung';
/** Of a connection that no worker has, and none will have. */
export const orphaned = 'orphaned';

/** One client: on one connection that stays open, or with a new one for each request. */
export class Client {
  readonly #url: URL;
  readonly #agent: Agent;
  readonly #keepAlive: boolean;
  #port: number | undefined;
  #outgoing: ClientRequest | undefined;

  constructor(url: string, { keepAlive }: { readonly keepAlive: boolean }) {
    this.#url = new URL(url);
    this.#keepAlive = keepAlive;
    this.#agent = new Agent({ keepAlive, maxSockets: 1 });
  }

  /** Its end of the connection that the last request went over. */
  get port(): number | undefined {
    return this.#port;
  }

  graphql(tenant: string, query: string): Promise<Outcome> {
    return this.#send('POST', '/graphql', { query }, tenant);
  }

  post(path: string, body: object, tenant: string): Promise<Outcome> {
    return this.#send('POST', path, body, tenant);
  }

  get(path: string): Promise<Outcome> {
    return this.#send('GET', path, undefined, undefined);
  }

  /** Gives up the request under way. */
  abort(reason: string): void {
    this.#outgoing?.destroy(new Error(reason));
  }

  close(): void {
    this.#agent.destroy();
  }

  async #send(method: string, path: string, body?: object, tenant?: string): Promise<Outcome> {
    const begun = performance.now();
    const took = () => performance.now() - begun;
    const sent = body === undefined ? '' : JSON.stringify(body);
    const outgoing = request(new URL(path, this.#url), {
      // An agent of its own would keep what is left of a connection that was cut.
      agent: this.#keepAlive ? this.#agent : false,
      method,
      headers: {
        ...(body !== undefined && {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(sent),
        }),
        ...(tenant !== undefined && { 'x-tenant-id': tenant }),
      },
    });
    this.#outgoing = outgoing;
    const timer = setTimeout(() => outgoing.destroy(new Error(hung)), hungMs);
    outgoing.on('socket', socket => {
      const note = () => {
        this.#port = socket.localPort;
      };
      if (socket.connecting) socket.once('connect', note);
      else note();
    });
    outgoing.end(sent);
    try {
      const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
      const received = JSON.parse(await text(incoming));
      const errors: { message: string; extensions?: { code?: string } }[] = received.errors ?? [];
      return {
        status: incoming.statusCode!,
        body: received,
        codes: errors.map(({ extensions }) => extensions?.code ?? 'none'),
        messages: errors.map(({ message }) => message),
        ms: took(),
      };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return { lost: code ?? message, ms: took() };
    } finally {
      clearTimeout(timer);
      this.#outgoing = undefined;
    }
  }
}
