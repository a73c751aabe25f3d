import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a node is asked to change: `POST /clusterInit`. */
export interface Change {
  readonly call: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface AdminOptions {
  readonly enterprise?: boolean;
  /** So many answers are 503 after the cluster is made, as of a node that sets itself up. */
  readonly busy?: number;
  /** A bucket is not healthy yet for so many looks. */
  readonly warming?: number;
}

interface User {
  password: string;
  roles: string[];
}

const communityRoles = ['admin', 'bucket_full_access', 'ro_admin'];

/**
 * As much of a Couchbase node's administration (https://docs.couchbase.com/server/current/rest-api/rest-intro.html) as
 * `deploy/couchbase/init.sh` uses, kept in memory. It is no proof that a real one answers so.
 */
export class CouchbaseAdmin implements AsyncDisposable {
  /** In order, whether or not they were accepted. */
  readonly changes: Change[] = [];
  /** By name. Empty before the cluster is made. */
  readonly users = new Map<string, User>();
  readonly buckets = new Map<string, Readonly<Record<string, string>>>();
  storageMode = '';
  /** What a document may have in an index of an array, in bytes. */
  arrayBytes = 10_240;
  readonly #server: Server;
  readonly #enterprise: boolean;
  #busy = 0;
  readonly #busyAfterwards: number;
  #warming: number;

  constructor({ enterprise = false, busy = 0, warming = 0 }: AdminOptions = {}) {
    this.#enterprise = enterprise;
    this.#busyAfterwards = busy;
    this.#warming = warming;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async listen(port = 0): Promise<this> {
    await new Promise<void>(resolve => this.#server.listen(port, '127.0.0.1', resolve));
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const isJson = request.headers['content-type'] === 'application/json';
    const fields = isJson ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
    const call = `${request.method} ${request.url}`;
    if (request.method !== 'GET') this.changes.push({ call, fields });
    const [status, answer] =
      this.#busy > 0 ? this.#refuse() : this.#answer(call, fields, this.#caller(request));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  #refuse(): [number, unknown] {
    this.#busy--;
    return [503, 'not yet'];
  }

  /** Undefined: nobody, or somebody with a wrong password. */
  #caller({ headers }: IncomingMessage): string | undefined {
    const [name = '', ...rest] = Buffer.from(headers.authorization?.slice('Basic '.length) ?? '', 'base64')
      .toString()
      .split(':');
    return this.users.get(name)?.password === rest.join(':') ? name : undefined;
  }

  #answer(call: string, fields: Readonly<Record<string, string>>, caller?: string): [number, unknown] {
    if (this.users.size === 0) {
      if (call === 'POST /clusterInit') return this.#makeCluster(fields);
      return call.startsWith('GET /pools/') ? [404, 'unknown pool'] : [400, 'no cluster yet'];
    }
    if (caller === undefined) return [401, ''];
    const roles = this.users.get(caller)!.roles;
    if (call === 'GET /whoami') return [200, { id: caller, roles: roles.map(role => roleOf(role)) }];
    if (!roles.includes('admin')) return [403, { message: 'Forbidden. User needs the permissions' }];
    const bucket = /^GET \/pools\/default\/buckets\/([^/]+)$/.exec(call)?.[1];
    if (bucket !== undefined) {
      if (!this.buckets.has(bucket)) return [404, 'Requested resource not found.'];
      return [200, { name: bucket, nodes: [{ status: this.#warming-- > 0 ? 'warmup' : 'healthy' }] }];
    }
    const user = /^PUT \/settings\/rbac\/users\/local\/([^/]+)$/.exec(call)?.[1];
    if (user !== undefined) return this.#makeUser(user, fields);
    switch (call) {
      case 'GET /pools':
        return [200, { isEnterprise: this.#enterprise }];
      case 'GET /pools/default':
        return [200, { clusterName: 'fhir' }];
      case 'GET /settings':
        return [200, { 'indexer.settings.max_array_seckey_size': this.arrayBytes }];
      case 'POST /settings':
        this.arrayBytes = Number(fields['indexer.settings.max_array_seckey_size']);
        return [200, {}];
      case 'GET /settings/indexes':
        return [200, { storageMode: this.storageMode }];
      case 'POST /settings/indexes':
        if ((fields.storageMode === 'forestdb') === this.#enterprise) return [400, { errors: 'storageMode' }];
        this.storageMode = fields.storageMode!;
        return [200, {}];
      case 'POST /pools/default/buckets':
        if (Number(fields.ramQuota) < 100) return [400, { errors: { ramQuota: 'at least 100 MB' } }];
        this.buckets.set(fields.name!, fields);
        return [202, ''];
      default:
        return [404, 'Not found.'];
    }
  }

  #makeCluster(fields: Readonly<Record<string, string>>): [number, unknown] {
    if (fields.port !== 'SAME' || fields.services !== 'kv,n1ql,index') return [400, ['port, services']];
    this.users.set(fields.username!, { password: fields.password!, roles: ['admin'] });
    this.#busy = this.#busyAfterwards;
    return [200, { newBaseUri: 'http://127.0.0.1:8091/' }];
  }

  #makeUser(
    name: string,
    { password = '', roles = '' }: Readonly<Record<string, string>>,
  ): [number, unknown] {
    const list = roles.split(',');
    const unknown = list.filter(role => !this.#enterprise && !communityRoles.includes(roleOf(role).role));
    if (unknown.length > 0) return [400, { errors: { roles: `Cannot assign roles: ${unknown}` } }];
    this.users.set(name, { password, roles: list });
    return [200, ''];
  }
}

function roleOf(role: string): { readonly role: string; readonly bucket_name?: string } {
  const [, name = role, bucket] = /^(\w+)\[(.+)\]$/.exec(role) ?? [];
  return { role: name, ...(bucket !== undefined && { bucket_name: bucket }) };
}
