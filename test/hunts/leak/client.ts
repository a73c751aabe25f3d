import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as it goes out; a header may come twice. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names and values as they came, a line each. */
  readonly head: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** All requests share the connections, whatever their tenants. */
export class Client {
  readonly #url: URL;
  readonly #agent: Agent;

  constructor(url: string, connections: number) {
    this.#url = new URL(url);
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'lifo' });
  }

  /** Undefined when the client has gone before the answer was there. */
  async send(sent: HttpRequest, abandonAfterMs?: number): Promise<HttpAnswer | undefined> {
    const controller = new AbortController();
    const timer =
      abandonAfterMs === undefined ? undefined : setTimeout(() => controller.abort(), abandonAfterMs);
    try {
      const outgoing = request(this.#url, {
        agent: this.#agent,
        method: sent.method,
        path: sent.path,
        headers: everyHeader(sent, this.#url.host).flat(),
        signal: controller.signal,
      });
      outgoing.end(sent.body);
      const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
      return answerOf(incoming.statusCode!, incoming.rawHeaders, await text(incoming));
    } catch (error) {
      if (controller.signal.aborted) return undefined;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Sends all at once on one connection, without waiting for answers in between; they come in order. Goes away after
   * `read` of them; an answer that closes the connection is the last one, too.
   */
  async pipeline(sent: readonly HttpRequest[], read = sent.length): Promise<HttpAnswer[]> {
    const socket = connect({ host: this.#url.hostname, port: Number(this.#url.port) });
    // Whoever goes away early may be told so.
    socket.on('error', () => undefined);
    socket.write(sent.map(one => wire(one, this.#url.host)).join(''));
    const answers: HttpAnswer[] = [];
    let received = Buffer.alloc(0);
    for await (const chunk of socket) {
      received = Buffer.concat([received, chunk as Buffer]);
      for (let taken = take(received); taken !== undefined; taken = take(received)) {
        answers.push(taken.answer);
        received = received.subarray(taken.length);
      }
      if (answers.length >= read) break;
    }
    socket.destroy();
    const closed = answers.at(-1)?.headers.get('connection') === 'close';
    if (answers.length < read && !closed) {
      const lost = sent[answers.length]!;
      throw new Error(`No answer to a pipelined ${lost.method} ${lost.path} ${lost.body}`);
    }
    return answers;
  }

  close(): void {
    this.#agent.destroy();
  }
}

function everyHeader({ headers, body }: HttpRequest, host: string): (readonly [string, string])[] {
  const length = body === undefined ? [] : [['content-length', String(Buffer.byteLength(body))] as const];
  return [['host', host], ...headers, ...length];
}

function wire(sent: HttpRequest, host: string): string {
  const headers = everyHeader(sent, host).map(header => header.join(': '));
  const lines = [`${sent.method} ${sent.path} HTTP/1.1`, ...headers];
  return `${lines.join('\r\n')}\r\n\r\n${sent.body ?? ''}`;
}

/** The first answer of what has come; undefined while it is not whole. */
function take(received: Buffer): { answer: HttpAnswer; length: number } | undefined {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const [first = '', ...lines] = received.subarray(0, headEnd).toString('latin1').split('\r\n');
  const raw = lines.flatMap(line => [
    line.slice(0, line.indexOf(':')),
    line.slice(line.indexOf(':') + 1).trim(),
  ]);
  const answer = answerOf(Number(first.split(' ')[1]), raw, '');
  const size = Number(answer.headers.get('content-length'));
  if (!Number.isInteger(size)) throw new Error(`A pipelined answer does not tell its length: ${answer.head}`);
  const length = headEnd + 4 + size;
  if (received.length < length) return undefined;
  return { answer: { ...answer, body: received.subarray(headEnd + 4, length).toString('utf8') }, length };
}

function answerOf(status: number, raw: readonly string[], body: string): HttpAnswer {
  const headers = new Map<string, string>();
  const lines: string[] = [];
  for (let place = 0; place < raw.length; place += 2) {
    headers.set(raw[place]!.toLowerCase(), raw[place + 1]!);
    lines.push(`${raw[place]}: ${raw[place + 1]}`);
  }
  return { status, head: lines.join('\n'), headers, body };
}
