import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** With so many connections, and whatever else is open, the system tells of all that have something in one answer: of 1,024. */
const maxConnections = 512;

/** When a connection was read from last; `never`: what comes on it may not be what it was told of for. */
const lastRead = Symbol('last read');
const never = -1;

type Marked = Socket & { [lastRead]?: number };

/**
 * Rounds of the event loop. A round begins when the system tells which connections have something to read; then they are
 * read one after the other. A request that is the first that is read from its connection in a round had begun before the
 * round, since its connection was told of for nothing else. So what was asked of the store for one request of a round
 * holds for those behind it as well: whatever happened before one of them began, happened before the store was asked.
 *
 * That is not so for a request behind another one on its connection, or behind a body; with TLS, which has messages of its
 * own; and where there are more connections than the system tells of at once.
 */
export class Rounds {
  readonly #isPlain: boolean;
  readonly #confirmed = new Set<object>();
  #round = 0;
  #begun = false;
  #connections = 0;

  constructor(server: Server, { tls }: { readonly tls: boolean }) {
    this.#isPlain = !tls;
    server.on('connection', (socket: Socket) => {
      this.#connections += 1;
      socket.once('close', () => {
        this.#connections -= 1;
      });
    });
  }

  /**
   * To be told of every request when it comes.
   *
   * @returns whether what was confirmed in this round holds for it
   */
  arrived({ method, headers, socket }: IncomingMessage, { socket: own }: ServerResponse): boolean {
    if (!this.#begun) this.#begin();
    const last = (socket as Marked)[lastRead];
    const isBare =
      method === 'GET' &&
      headers['content-length'] === undefined &&
      headers['transfer-encoding'] === undefined;
    (socket as Marked)[lastRead] = last === never || !isBare ? never : this.#round;
    // Without a connection of its own the answer stands behind another.
    const isFirst = last !== this.#round && last !== never && isBare && own !== null;
    return isFirst && this.#isPlain && this.#connections <= maxConnections;
  }

  /** Whether somebody has confirmed it in this round. */
  hasConfirmed(what: object): boolean {
    return this.#confirmed.has(what);
  }

  confirmed(what: object): void {
    this.#confirmed.add(what);
  }

  /** It ends when all were read: immediates come next, and before the system is asked again. */
  #begin(): void {
    this.#begun = true;
    setImmediate(() => {
      this.#begun = false;
      this.#round += 1;
      this.#confirmed.clear();
    });
  }
}
