import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Passes TCP connections on to a port of the loopback; what comes back is held for `delayMs`, in order. */
export class SlowProxy {
  /** May be changed at any time, for what comes from then on. */
  delayMs = 0;
  /** Whether new connections are refused. */
  refusing = false;
  /** Connections that were accepted so far. */
  accepted = 0;
  /** Pieces of answers that were passed on so far. */
  returned = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(target: number) {
    this.#server = createServer(near => {
      if (this.refusing) {
        near.destroy();
        return;
      }
      this.accepted += 1;
      const far = connect(target, '127.0.0.1');
      this.#keep(near, far);
      this.#keep(far, near);
      near.pipe(far);
      const held: Buffer[] = [];
      const passOn = () => {
        const chunk = held.shift();
        this.returned += 1;
        if (near.writable) near.write(chunk!);
      };
      far.on('data', (chunk: Buffer) => {
        // Timers of different lengths may swap places; whichever fires, the oldest goes first.
        held.push(chunk);
        setTimeout(passOn, this.delayMs).unref();
      });
    });
  }

  static async start(target: number): Promise<SlowProxy> {
    const proxy = new SlowProxy(target);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.#server.address() as { port: number }).port}`;
  }

  /** Breaks the connections that there are; new ones are taken. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  end(): void {
    this.#server.close();
    this.cut();
  }

  #keep(socket: Socket, other: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#sockets.delete(socket);
      other.destroy();
    });
  }
}
