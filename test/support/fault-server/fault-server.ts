import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';

export interface Asked {
  readonly method: string;
  /** With its query. */
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** How many requests of this method and URL came before. */
  readonly before: number;
}

export interface Told {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/**
 * What befalls one answer. `cut`: the connection ends before it; `cutBody`: in the middle of it; `cutUnframed`: there
 * too, and nothing told how long it would be; `hang`: nothing comes; `hangBody`: half of it comes. `garble`: its bytes
 * are no UTF-8. `html`: a page for people instead. `large`: so many bytes of JSON; `bomb`: the same, packed.
 */
export type Fault =
  | 'cut'
  | 'cutBody'
  | 'cutUnframed'
  | 'hang'
  | 'hangBody'
  | 'garble'
  | 'html'
  | { readonly large: number }
  | { readonly bomb: number }
  | Told;

/** A server whose answers go wrong as a test says. */
export class FaultServer implements AsyncDisposable {
  /** All that was asked, in order. */
  readonly asked: Asked[] = [];
  /** Requests that hang now. */
  hanging = 0;
  /** Which answer goes wrong; undefined: it is as it should be. */
  fault: (asked: Asked) => Fault | undefined = () => undefined;
  #answer: (asked: Asked) => Told | Promise<Told> = () => ({ status: 404 });
  readonly #server: Server;
  readonly #counts = new Map<string, number>();

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#serve(request, response).catch(() => response.destroy());
    });
  }

  static async start(answer?: (asked: Asked) => Told | Promise<Told>): Promise<FaultServer> {
    const server = new FaultServer();
    if (answer !== undefined) server.#answer = answer;
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  /** What is answered when all is well; for answers that hold the server's own URL. */
  set answer(answer: (asked: Asked) => Told | Promise<Told>) {
    this.#answer = answer;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as { port: number }).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const method = request.method!;
    const key = `${method} ${request.url}`;
    const before = this.#counts.get(key) ?? 0;
    this.#counts.set(key, before + 1);
    const url = new URL(request.url!, this.origin);
    const asked = { method, url, headers: request.headers, body, before };
    this.asked.push(asked);
    const fault = this.fault(asked);
    if (fault === 'cut') response.destroy();
    else if (fault === 'hang') this.#hang(response);
    else if (typeof fault === 'object' && 'large' in fault) await sendLarge(response, fault.large);
    else if (typeof fault === 'object' && 'bomb' in fault) await sendLarge(response, fault.bomb, true);
    else if (typeof fault === 'object') send(response, fault);
    else if (fault === 'html') send(response, html);
    else {
      const told = await this.#answer(asked);
      if (fault === undefined) sendAsAsked(request, response, told);
      else if (fault === 'garble') send(response, { ...told, body: garbled(told.body) });
      else this.#sendHalf(response, told, fault);
    }
  }

  #sendHalf(response: ServerResponse, told: Told, fault: 'cutBody' | 'cutUnframed' | 'hangBody'): void {
    const body = Buffer.from(told.body ?? '');
    const half = body.subarray(0, body.length / 2);
    if (fault === 'cutUnframed') {
      // HTTP/1.0's way: the end of the connection is the end of the answer.
      const head = `HTTP/1.1 200 OK\r\ncontent-type: ${told.headers?.['content-type'] ?? fhirJson}\r\nconnection: close\r\n\r\n`;
      response.socket!.end(Buffer.concat([Buffer.from(head), half]));
      return;
    }
    response.writeHead(told.status ?? 200, {
      ...{ 'content-type': fhirJson, 'content-length': body.length },
      ...told.headers,
    });
    response.write(half, () => {
      if (fault === 'cutBody') response.destroy();
      else this.#hang(response);
    });
  }

  #hang(response: ServerResponse): void {
    this.hanging += 1;
    response.once('close', () => {
      this.hanging -= 1;
    });
  }
}

const fhirJson = 'application/fhir+json; charset=utf-8';
const html: Told = {
  headers: { 'content-type': 'text/html' },
  body: '<html>Sign in, Mrs. Example</html>',
};

function send(response: ServerResponse, { status = 200, headers, body = '' }: Told): void {
  response.writeHead(status, { 'content-type': fhirJson, ...headers });
  response.end(body);
}

/** Packed where the client takes it, as servers do. */
function sendAsAsked(request: IncomingMessage, response: ServerResponse, told: Told): void {
  const packs = /gzip/.test(request.headers['accept-encoding'] ?? '') && told.body !== undefined;
  if (!packs || told.headers?.['content-encoding'] !== undefined) send(response, told);
  else {
    const headers = { ...told.headers, 'content-encoding': 'gzip' };
    send(response, { ...told, headers, body: gzipSync(told.body!, { level: 1 }) });
  }
}

function garbled(body: string | Buffer = ''): Buffer {
  const bytes = Buffer.from(body);
  // Within a text or a number, or wherever it is: never legal.
  bytes[Math.floor(bytes.length / 2)] = 0xff;
  return bytes;
}

/** A text in JSON that never seems to end, made as it is sent. */
async function sendLarge(response: ServerResponse, bytes: number, packed = false): Promise<void> {
  response.writeHead(200, { 'content-type': fhirJson, ...(packed && { 'content-encoding': 'gzip' }) });
  const content = Readable.from(largeJson(bytes));
  // Whoever asked ends the connection.
  await (packed ? pipeline(content, createGzip(), response) : pipeline(content, response)).catch(
    () => undefined,
  );
}

function* largeJson(bytes: number): Generator<Buffer> {
  const piece = Buffer.alloc(256 * 1024, 'x');
  yield Buffer.from('{"resourceType":"Bundle","id":"');
  for (let sent = 0; sent < bytes; sent += piece.length) yield piece;
  yield Buffer.from('"}');
}
