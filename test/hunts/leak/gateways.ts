import { join } from 'node:path';
import { loadConfig } from '../../../src/config.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { currentRequest } from '../../../src/core/context.ts';
import { describeError } from '../../../src/core/describe.ts';
import type { Logger } from '../../../src/core/log.ts';
import { openStore } from '../../../src/open-store.ts';
import { startTestGateway } from '../../support/gateway.ts';
import { CommandFolder } from '../../support/process-command.ts';
import { GatewayProcess } from '../../support/process-gateway.ts';
import type { World } from './world.ts';

/** A gateway over the world's store, and all that it has logged. */
export interface HuntedGateway {
  readonly url: string;
  /** Lines. */
  readonly log: readonly string[];
  stop(): Promise<void>;
}

/** As if it were written by pino. */
function recordingLogger(log: string[]): Logger {
  const record = (fields: object, message: string) => {
    const plain = (_: string, value: unknown) => (value instanceof Error ? describeError(value) : value);
    log.push(JSON.stringify({ ...currentRequest(), ...fields, message }, plain));
  };
  // What is told at the finest level may quote requests.
  return { debug: () => undefined, info: record, warn: record, error: record };
}

/** In this process, over HTTP all the same. */
export async function huntedHere(world: World, env: Record<string, string>): Promise<HuntedGateway> {
  const log: string[] = [];
  const test = await startTestGateway({ logger: recordingLogger(log), env });
  await world.writeInto(test.store, systemClock);
  await test.restart();
  await test.gateway.ready;
  return { url: test.gateway.url, log, stop: () => test.stop() };
}

/** In processes of its own, as many as are asked for. */
export async function huntedProcess(world: World, env: Record<string, string>): Promise<HuntedGateway> {
  const folder = await CommandFolder.open();
  const store = await openStore(
    loadConfig({ STORE_URL: `sqlite:${join(folder.path, 'store')}` }),
    systemClock,
  );
  await world.writeInto(store, systemClock);
  await store.close();
  let log = '';
  const gateway = await GatewayProcess.start(folder, [], { env });
  const note = (chunk: Buffer) => {
    log += chunk.toString();
  };
  gateway.child.stdout!.on('data', note);
  gateway.child.stderr!.on('data', note);
  await gateway.logged(/ready: open/);
  return {
    url: gateway.url,
    get log() {
      return log.trimEnd().split('\n');
    },
    async stop() {
      const { ended } = await gateway.end('SIGTERM');
      await folder[Symbol.asyncDispose]();
      if (ended !== 0) throw new Error(`The gateway ended with ${ended}`);
    },
  };
}
