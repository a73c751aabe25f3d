import { RedisServer } from '../../support/redis.ts';
import { SlowProxy } from '../../support/slow-proxy.ts';

export type Trouble = 'kill' | 'freeze' | 'restart' | 'slow' | 'cut' | 'blink';
export const troubles: readonly Trouble[] = ['kill', 'freeze', 'restart', 'slow', 'cut', 'blink'];

/** Those that go on until they are ended. */
export const lasting: readonly Trouble[] = ['kill', 'freeze', 'slow'];

/** Longer than any deadline. */
const slowMs = 2_000;

/** A Redis that each of two gateways reaches in a way of its own, and what happens to it and to them. */
export class Outages {
  readonly #server: RedisServer;
  readonly #proxies: readonly SlowProxy[];
  #isDown = false;
  #blink: NodeJS.Timeout | undefined;

  private constructor(server: RedisServer, proxies: readonly SlowProxy[]) {
    this.#server = server;
    this.#proxies = proxies;
  }

  static async start(): Promise<Outages> {
    const server = await RedisServer.start();
    const proxies = [await SlowProxy.start(server.port), await SlowProxy.start(server.port)];
    return new Outages(server, proxies);
  }

  /** For the gateway of that number. */
  url(replica: number): string {
    return this.#proxies[replica]!.url;
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
        this.#blink = setTimeout(() => this.#server.thaw(), 60);
        return;
      case 'slow':
        for (const proxy of this.#proxies) proxy.delayMs = slowMs;
        return;
      case 'cut':
        for (const proxy of this.#proxies) proxy.cut();
    }
  }

  /** One gateway alone is without Redis. What it writes then, nobody tells the other. */
  beginFor(replica: number): void {
    this.#proxies[replica]!.refusing = true;
    this.#proxies[replica]!.cut();
  }

  /** It is there and answers; where it was away, it is empty. */
  async end(): Promise<void> {
    for (const proxy of this.#proxies) {
      proxy.delayMs = 0;
      proxy.refusing = false;
    }
    // Else it would end another trouble.
    clearTimeout(this.#blink);
    this.#server.thaw();
    if (this.#isDown) await this.#server.start();
    this.#isDown = false;
  }

  async close(): Promise<void> {
    for (const proxy of this.#proxies) proxy.end();
    await this.#server.end();
  }
}
