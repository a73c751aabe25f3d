import { RedisServer } from '../../support/redis.ts';
import { SlowProxy } from '../../support/slow-proxy.ts';

export type Trouble = 'kill' | 'freeze' | 'restart' | 'slow' | 'cut' | 'blink';
export const troubles: readonly Trouble[] = ['kill', 'freeze', 'restart', 'slow', 'cut', 'blink'];

/** Those that go on until they are ended. */
export const lasting: readonly Trouble[] = ['kill', 'freeze', 'slow'];

/** Longer than any deadline. */
const slowMs = 2_000;

/** A Redis that both gateways reach by the same way, and what happens to it. */
export class Outages {
  readonly #server: RedisServer;
  readonly #proxy: SlowProxy;
  #isDown = false;

  private constructor(server: RedisServer, proxy: SlowProxy) {
    this.#server = server;
    this.#proxy = proxy;
  }

  static async start(): Promise<Outages> {
    const server = await RedisServer.start();
    return new Outages(server, await SlowProxy.start(server.port));
  }

  get url(): string {
    return this.#proxy.url;
  }

  async begin(trouble: Trouble): Promise<void> {
    // What is frozen cannot be killed twice, and what is away cannot break.
    await this.end();
    switch (trouble) {
      case 'kill':
        this.#isDown = true;
        return this.#server.kill();
      case 'restart':
        await this.#server.kill();
        return this.#server.start();
      case 'freeze':
        return this.#server.freeze();
      case 'blink':
        this.#server.freeze();
        setTimeout(() => this.#server.thaw(), 60);
        return;
      case 'slow':
        this.#proxy.delayMs = slowMs;
        return;
      case 'cut':
        return this.#proxy.cut();
    }
  }

  /** It is there and answers; where it was away, it is empty. */
  async end(): Promise<void> {
    this.#proxy.delayMs = 0;
    this.#server.thaw();
    if (this.#isDown) await this.#server.start();
    this.#isDown = false;
  }

  async close(): Promise<void> {
    this.#proxy.end();
    await this.#server.end();
  }
}
