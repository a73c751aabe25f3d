import type { Endpoints } from './endpoints.ts';
import { ManagementRefused } from './errors.ts';
import { scopeName } from './names.ts';

/** What is asked of the cluster's management: https://docs.couchbase.com/server/current/rest-api/rest-intro.html. */
export class Management {
  readonly #endpoints: Endpoints;
  readonly #bucket: string;
  readonly #timeoutMs: number;

  constructor(endpoints: Endpoints, bucket: string, timeoutMs: number) {
    this.#endpoints = endpoints;
    this.#bucket = bucket;
    this.#timeoutMs = timeoutMs;
  }

  /** Such as `7.6.2-3721-community`. */
  async version(): Promise<string> {
    const { implementationVersion = '' } = await this.#get<{ implementationVersion?: string }>('/pools');
    return implementationVersion;
  }

  /** How many copies a document has besides the active one. @throws ManagementRefused 404 without such a bucket */
  async replicas(): Promise<number | undefined> {
    return (await this.#get<{ replicaNumber?: number }>(this.#path())).replicaNumber;
  }

  /** Nothing happens when it is there. */
  async createCollection(name: string): Promise<void> {
    const { status, text } = await this.#endpoints.call('management', {
      ...{ method: 'POST', path: `${this.#scope()}/collections`, timeoutMs: this.#timeoutMs },
      ...{ body: new URLSearchParams({ name }).toString(), contentType: 'application/x-www-form-urlencoded' },
    });
    if (status >= 400 && !/already exists/i.test(text)) throw new ManagementRefused(status);
  }

  /** With all that is in it. Nothing happens when there is none. */
  async dropCollection(name: string): Promise<void> {
    const path = `${this.#scope()}/collections/${encodeURIComponent(name)}`;
    const { status } = await this.#endpoints.call('management', {
      ...{ method: 'DELETE', path, timeoutMs: this.#timeoutMs },
    });
    if (status >= 400 && status !== 404) throw new ManagementRefused(status);
  }

  async #get<Answer>(path: string): Promise<Answer> {
    const { status, text } = await this.#endpoints.call('management', {
      ...{ method: 'GET', path, timeoutMs: this.#timeoutMs },
    });
    if (status >= 400) throw new ManagementRefused(status);
    return JSON.parse(text) as Answer;
  }

  #path(): string {
    return `/pools/default/buckets/${encodeURIComponent(this.#bucket)}`;
  }

  #scope(): string {
    return `${this.#path()}/scopes/${scopeName}`;
  }
}
