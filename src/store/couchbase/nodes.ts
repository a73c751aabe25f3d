import { resolveSrv } from 'node:dns/promises';

/** Which nodes answer HTTP: `host:port` each. */
export interface Nodes {
  readonly query: readonly string[];
  readonly management: readonly string[];
}

/** What a connection string says, https://docs.couchbase.com/nodejs-sdk/current/howtos/managing-connections.html. */
export interface ConnectionString {
  /** As the SDK takes it. */
  readonly forSdk: string;
  /** Without ports: those are of the SDK's protocol. */
  readonly hosts: readonly string[];
  readonly isSecure: boolean;
  /** Where clusters are managed; another than usual by our own option `management_port`. */
  readonly managementPort: number;
  /**
   * Whether nodes are reached by their alternate addresses: `network=external` or `default`; undefined: if the host that
   * was asked is known by one, as the SDK has it.
   */
  readonly isExternal: boolean | undefined;
  /** Path of the certificate to trust, `trust_certificate`. */
  readonly certificate: string | undefined;
}

const networks: Readonly<Record<string, boolean>> = { external: true, default: false };

export function parseConnectionString(given: string): ConnectionString {
  const [base = '', query = ''] = given.split('?');
  const options = new URLSearchParams(query);
  const port = options.get('management_port');
  options.delete('management_port');
  const isSecure = base.startsWith('couchbases:');
  return {
    forSdk: options.size === 0 ? base : `${base}?${options}`,
    hosts: base
      .replace(/^couchbases?:\/\//, '')
      .split(/[,;]/)
      .map(host => host.replace(/:\d+$/, '')),
    isSecure,
    managementPort: port === null ? (isSecure ? 18_091 : 8_091) : Number(port),
    isExternal: networks[options.get('network') ?? ''],
    certificate: options.get('trust_certificate') ?? undefined,
  };
}

/** Where a cluster may be asked for its nodes: the hosts named, or what DNS says of the only one. */
export async function seedsOf({
  hosts,
  isSecure,
  managementPort,
}: ConnectionString): Promise<readonly string[]> {
  const [host = ''] = hosts;
  const isName = hosts.length === 1 && /[a-z]/i.test(host) && !host.includes(':');
  const service = `_couchbase${isSecure ? 's' : ''}._tcp.${host}`;
  const records = isName ? await resolveSrv(service).catch(() => []) : [];
  const named = records.length > 0 ? records.map(({ name }) => name) : hosts;
  return named.map(one => `${one}:${managementPort}`);
}

interface NodeServices {
  readonly nodesExt?: readonly {
    readonly hostname?: string;
    readonly services?: Ports;
    readonly alternateAddresses?: {
      readonly external?: { readonly hostname: string; readonly ports?: Ports };
    };
  }[];
}

type Ports = Readonly<Record<string, number>>;

/** @param answer of `/pools/default/nodeServices`. @param seed who gave it: it may not name itself */
export function readNodes(
  answer: string,
  seed: string,
  { isSecure, isExternal, managementPort }: ConnectionString,
): Nodes {
  const { nodesExt = [] } = JSON.parse(answer) as NodeServices;
  const asked = seed.slice(0, seed.lastIndexOf(':'));
  const isOutside =
    isExternal ?? nodesExt.some(({ alternateAddresses }) => alternateAddresses?.external?.hostname === asked);
  const at = (service: string) =>
    nodesExt.flatMap(({ hostname, services = {}, alternateAddresses }) => {
      const external = isOutside ? alternateAddresses?.external : undefined;
      const host = external?.hostname ?? hostname ?? asked;
      const port = (external?.ports ?? services)[isSecure ? `${service}SSL` : service];
      return port === undefined
        ? []
        : [`${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`];
    });
  const management = at('mgmt');
  return {
    query: at('n1ql'),
    management: management.length > 0 ? management : [`${asked}:${managementPort}`],
  };
}
