import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * What befalls everything that goes through. Until it is said again, also what is on the connections there are.
 *
 * `refuse`: new connections end at once. `swallow`: connections are taken, and nothing ever comes. `swallowAnswers`:
 * requests arrive, their answers do not. `cutAnswers`: an answer ends, with its connection, in its middle. `garble`:
 * instead of an answer comes one of HTTP that is no JSON, and the request does not arrive.
 */
export type ProxyMode = 'pass' | 'refuse' | 'swallow' | 'swallowAnswers' | 'cutAnswers' | 'garble';

/** Between a client and a port of the loopback: passes on what goes either way, in order, and spoils it as it is told. */
export class FaultProxy implements AsyncDisposable {
  mode: ProxyMode = 'pass';
  /** By which answers are late, those from then on. */
  delayMs = 0;
  /** What `garble` answers. */
  garbage = '<html>Bad gateway</html>';
  /** Where connections go. */
  target = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #stranded = new WeakSet<Socket>();

  private constructor() {
    this.#server = createServer(near => this.#serve(near));
  }

  /** Listens, before it is known to where, so that the port can be named there. */
  static async start(target = 0): Promise<FaultProxy> {
    const proxy = new FaultProxy();
    proxy.target = target;
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port;
  }

  /** Breaks the connections that there are. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** The connections that there are stay open and carry nothing any more, also when all is well again; new ones do. */
  strand(): void {
    for (const socket of this.#sockets) this.#stranded.add(socket);
  }

  /** As before any fault; connections that were swallowed are cut, unless what they wait for is to come late. */
  heal({ cut = true } = {}): void {
    this.mode = 'pass';
    this.delayMs = 0;
    if (cut) this.cut();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #serve(near: Socket): void {
    if (this.mode === 'refuse') {
      near.destroy();
      return;
    }
    const far = connect(this.target, '127.0.0.1');
    this.#keep(near, far);
    this.#keep(far, near);
    near.on('data', (chunk: Buffer) => {
      if (this.#stranded.has(near)) return;
      if (this.mode === 'garble') near.write(asHttp(this.garbage));
      else if (this.mode !== 'swallow') far.write(chunk);
    });
    const held: Buffer[] = [];
    const passOn = () => {
      const chunk = held.shift()!;
      if (this.#stranded.has(near)) return;
      if (this.mode === 'swallow' || this.mode === 'swallowAnswers' || !near.writable) return;
      if (this.mode === 'cutAnswers') near.end(chunk.subarray(0, chunk.length / 2), () => near.destroy());
      else near.write(chunk);
    };
    far.on('data', (chunk: Buffer) => {
      held.push(chunk);
      if (this.delayMs === 0 && held.length === 1) passOn();
      else setTimeout(passOn, this.delayMs).unref();
    });
  }

  #keep(socket: Socket, other: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#sockets.delete(socket);
      other.destroy();
    });
  }
}

function asHttp(body: string): string {
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
