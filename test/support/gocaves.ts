import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { buildCaves, goVersion } from './gocaves-build.ts';

export interface CavesOptions {
  /** `fhir` unless told. */
  readonly bucket?: string;
  /** `gateway` unless told. */
  readonly user?: string;
  /** `secret` unless told. */
  readonly password?: string;
  /** What the management says it is; `7.6.2-3721-community` unless told. */
  readonly version?: string;
  /** With more than 0 every durable write is impossible: there is one node. */
  readonly replicas?: number;
  /** Ports of its own, where they have to be the same as before; free ones unless told. */
  readonly kvPort?: number;
  readonly mgmtPort?: number;
  readonly adminPort?: number;
  /** What the cluster map says instead, for a proxy in between; the connection string says it too. */
  readonly advertiseKv?: number;
  readonly advertiseMgmt?: number;
  /** Where the query service is; without it the cluster map names none. */
  readonly queryPort?: number;
}

/** What spoils the next commands; see gocaves/fault.go. */
export interface CavesFault {
  /** `get`, `upsert`, `mutateIn`, ..., `collectionId`, `mgmt`; `*` is every command of a document. */
  readonly command: string;
  /** A status (`tmpfail`, `locked`, `busy`, ... or a number), `timeout`, `ambiguous`, `close`, `closeAfter`, `ok`. */
  readonly status?: string;
  /** Once unless told; -1 is always. */
  readonly times?: number;
  readonly skip?: number;
  readonly key?: string;
  /** Milliseconds by which the answer is late. */
  readonly delay?: number;
}

export interface CavesDocument {
  readonly collection: string;
  readonly key: string;
  /** Null deletes, unless a mode says otherwise. */
  readonly value: unknown;
  readonly cas?: string;
  readonly mode?: 'insert' | 'upsert' | 'replace' | 'delete';
}

/** Why there can be no server here, or undefined. */
export async function whyNoCaves(): Promise<string | undefined> {
  return goVersion().then(
    () => undefined,
    (error: Error) => error.message,
  );
}

/** A Couchbase server in a process of its own, on loopback ports; it ends with the process that started it. */
export class Caves implements AsyncDisposable {
  readonly connectionString: string;
  readonly kvPort: number;
  readonly mgmtPort: number;
  readonly adminUrl: string;
  readonly bucket: string;
  readonly user: string;
  readonly password: string;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess, started: Started, options: CavesOptions) {
    this.#child = child;
    this.connectionString = started.connectionString;
    this.kvPort = started.kv;
    this.mgmtPort = started.mgmt;
    this.adminUrl = `http://127.0.0.1:${started.admin}`;
    this.bucket = options.bucket ?? 'fhir';
    this.user = options.user ?? 'gateway';
    this.password = options.password ?? 'secret';
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** As a crash does: what it held is gone. */
  async kill(): Promise<void> {
    await this.#end(() => this.#child.kill('SIGKILL'));
  }

  async stop(): Promise<void> {
    await this.#end(() => this.#child.stdin!.end());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** It holds its connections, and the kernel accepts more, but nothing is answered until `thaw`. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child.kill('SIGCONT');
  }

  /** Closes every connection and refuses new ones until `up`; what it holds stays, as over a server's restart. */
  async down(): Promise<void> {
    await this.#ask('POST', '/down');
  }

  async up(): Promise<void> {
    await this.#ask('POST', '/up');
  }

  /** Closes every connection; new ones are accepted. */
  async disconnect(): Promise<void> {
    await this.#ask('POST', '/disconnect');
  }

  async fault(fault: CavesFault): Promise<void> {
    await this.#ask('POST', '/fault', fault);
  }

  async clearFaults(): Promise<void> {
    await this.#ask('DELETE', '/fault');
  }

  /** How many commands came of each name since the last time. */
  async takeCounts(): Promise<Readonly<Record<string, number>>> {
    return (await this.#ask('DELETE', '/counts')) as Record<string, number>;
  }

  /** Expiries and locks see so much more time pass. */
  async advance(milliseconds: number): Promise<void> {
    await this.#ask('POST', '/time', { advance: milliseconds });
  }

  /** Writes documents beside the protocol, in order; answers of each whether it was applied. */
  async write(
    documents: readonly CavesDocument[],
  ): Promise<readonly { ok?: true; cas?: string; error?: string }[]> {
    return (await this.#ask('POST', '/documents', documents)) as {
      ok?: true;
      cas?: string;
      error?: string;
    }[];
  }

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(this.adminUrl + path, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  }

  async #end(end: () => void): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGCONT');
    end();
    await ended;
  }
}

interface Started {
  readonly kv: number;
  readonly mgmt: number;
  readonly admin: number;
  readonly connectionString: string;
}

/**
 * Starts an empty server; builds it first where these sources were not built before.
 *
 * @throws Error where Go is missing, the build fails, or a port is taken
 */
export async function startCaves(options: CavesOptions = {}): Promise<Caves> {
  const flags: Readonly<Record<string, string | number | undefined>> = {
    bucket: options.bucket,
    user: options.user,
    password: options.password,
    version: options.version,
    replicas: options.replicas,
    'kv-port': options.kvPort,
    'mgmt-port': options.mgmtPort,
    'admin-port': options.adminPort,
    'advertise-kv': options.advertiseKv,
    'advertise-mgmt': options.advertiseMgmt,
    'query-port': options.queryPort,
  };
  const args = Object.entries(flags).flatMap(([name, value]) =>
    value === undefined ? [] : [`-${name}=${value}`],
  );
  const child = spawn(await buildCaves(), args, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.on('error', () => undefined);
  // Its input closes with this process, but one that is frozen does not see that.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const lines = createInterface(child.stdout);
  const first = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => undefined)]);
  lines.close();
  if (first === undefined) throw new Error(`gocaves ended with ${child.exitCode}`);
  return new Caves(child, JSON.parse(first[0] as string) as Started, options);
}
