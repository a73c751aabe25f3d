import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Resource } from '../../src/fhir/types.ts';

const classpath = fileURLToPath(new URL('hapi/target/classpath', import.meta.url));
const program = fileURLToPath(new URL('hapi/Server.java', import.meta.url));

/** Why HAPI FHIR cannot run here, or undefined. */
export function whyNoHapi(): string | undefined {
  if (spawnSync('javac', ['-version']).status !== 0) return 'no JDK';
  if (existsSync(classpath)) return undefined;
  return 'not fetched: mvn -f test/peers/hapi dependency:build-classpath';
}

/**
 * HAPI FHIR's RestfulServer (https://hapifhir.io) with its own resource providers in memory, in a process of its own that
 * ends with this one. It pages, and knows neither `_sort` nor `_lastUpdated`.
 */
export class Hapi implements AsyncDisposable {
  readonly base: URL;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, base: URL) {
    this.#process = process;
    this.base = base;
  }

  static async start(resources: readonly Resource[]): Promise<Hapi> {
    const jars = readFileSync(classpath, 'utf8').trim();
    const java = spawn('java', ['-cp', jars, program], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface(java.stdout), 'line')) as [string];
    const hapi = new Hapi(java, new URL(line));
    for (let done = 0; done < resources.length; done += 8) {
      await Promise.all(resources.slice(done, done + 8).map(resource => hapi.put(resource)));
    }
    return hapi;
  }

  async put(resource: Resource): Promise<void> {
    const url = `${this.base.href}/${resource.resourceType}/${resource.id}`;
    const headers = { 'content-type': 'application/fhir+json' };
    const { ok, status } = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(resource) });
    if (!ok) throw new Error(`HAPI answers PUT with HTTP ${status}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.stdin!.end();
    await ended;
  }
}
