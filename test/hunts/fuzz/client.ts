import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { connectTo, readAll, statusOf } from '../../support/raw-http.ts';
import type { RawRequest } from './requests.ts';

export interface Reply {
  /** 0: closed without an answer. */
  readonly status: number;
  /** Headers and body as they came. */
  readonly text: string;
  readonly body: string;
  /** It was no HTTP that Node's own client would send. */
  readonly raw?: true;
}

/** A request that is not answered within this is a fault. */
const patienceMs = 20_000;

export class FuzzClient {
  readonly #url: URL;
  readonly #agent: Agent;

  constructor(url: string, connections: number) {
    this.#url = new URL(url);
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  close(): void {
    this.#agent.destroy();
  }

  /** @throws Error when it is not answered in time */
  async send(sent: RawRequest): Promise<Reply> {
    return (await this.#proper(sent)) ?? this.#raw(sent);
  }

  /** Undefined for what Node's own client would not send. */
  async #proper({ method, head, body }: RawRequest): Promise<Reply | undefined> {
    const parsed = /^[A-Z]+ (\/[\x21-\x7e]*) HTTP\/1\.1\r\n((?:[\w-]+: [\x20-\x7e]*\r\n)*)\r\n$/.exec(head);
    // A server that refuses a head ends the connection.
    if (parsed === null || head.length > 8_000 || !head.startsWith(`${method} `)) return undefined;
    const headers = parsed[2]!
      .split('\r\n')
      .filter(line => line !== '')
      .map(line => line.split(/: (.*)/s).slice(0, 2) as [string, string]);
    const names = headers.map(([name]) => name.toLowerCase());
    if (
      new Set(names).size < names.length ||
      names.includes('expect') ||
      headers.some(([name, value]) => name === 'content-length' && value !== String(body.length))
    )
      return undefined;
    const outgoing = request(this.#url, {
      ...{ agent: this.#agent, method, path: parsed[1]!, headers: Object.fromEntries(headers) },
      signal: AbortSignal.timeout(patienceMs),
    });
    outgoing.end(body);
    try {
      const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
      const answered = await text(incoming);
      return {
        status: incoming.statusCode!,
        text: `${incoming.rawHeaders.join('\n')}\n\n${answered}`,
        body: answered,
      };
    } catch (error) {
      // A server that refuses a body may close before it has read it.
      if (['ECONNRESET', 'EPIPE'].includes((error as NodeJS.ErrnoException).code ?? ''))
        return { status: 0, text: '', body: '' };
      throw error;
    }
  }

  async #raw({ head, body }: RawRequest): Promise<Reply> {
    const socket = connectTo(this.#url.href);
    let isLate = false;
    socket.setTimeout(patienceMs, () => {
      isLate = true;
      socket.destroy();
    });
    socket.end(Buffer.concat([Buffer.from(head, 'latin1'), body]));
    const answered = await readAll(socket);
    if (isLate) throw new Error('not answered in time');
    const end = answered.indexOf('\r\n\r\n');
    const answeredBody = end < 0 ? '' : answered.slice(end + 4);
    return { status: statusOf(answered) || 0, text: answered, body: answeredBody, raw: true };
  }
}
