import { describe, expect, test } from 'vitest';
import { parseConnectionString, readNodes, seedsOf } from '../../../src/store/couchbase/nodes.ts';

describe('a connection string', () => {
  test('names hosts, with or without ports of the other protocol, and options', async () => {
    const plain = parseConnectionString('couchbase://10.0.0.1,10.0.0.2:11210?kv_timeout=1s');
    expect(plain).toMatchObject({
      ...{ forSdk: 'couchbase://10.0.0.1,10.0.0.2:11210?kv_timeout=1s', isSecure: false },
      ...{
        hosts: ['10.0.0.1', '10.0.0.2'],
        managementPort: 8_091,
        isExternal: undefined,
        certificate: undefined,
      },
    });
    expect(await seedsOf(plain)).toEqual(['10.0.0.1:8091', '10.0.0.2:8091']);
    const secure = parseConnectionString(
      'couchbases://127.0.0.1?network=external&trust_certificate=/a.pem&management_port=9000',
    );
    expect(secure).toMatchObject({
      forSdk: 'couchbases://127.0.0.1?network=external&trust_certificate=%2Fa.pem',
      ...{ isSecure: true, managementPort: 9_000, isExternal: true, certificate: '/a.pem' },
    });
    expect(parseConnectionString('couchbases://db').managementPort).toBe(18_091);
  });
});

describe('the nodes of a cluster', () => {
  const external = { hostname: 'b.example', ports: { mgmt: 1, mgmtSSL: 2, n1ql: 3, n1qlSSL: 4 } };
  const answer = JSON.stringify({
    nodesExt: [
      { services: { mgmt: 8091, mgmtSSL: 18091, kv: 11210 }, thisNode: true },
      {
        ...{ hostname: 'b.local', services: { mgmt: 8091, mgmtSSL: 18091, n1ql: 8093, n1qlSSL: 18093 } },
        alternateAddresses: { external },
      },
      { hostname: 'fd00::1', services: { mgmt: 8091, n1ql: 8093 } },
    ],
  });
  const read = (given: string) => readNodes(answer, 'seed.local:8091', parseConnectionString(given));

  test('have what they say; the one that was asked may not name itself', () => {
    expect(read('couchbase://seed.local')).toEqual({
      ...{ management: ['seed.local:8091', 'b.local:8091', '[fd00::1]:8091'] },
      query: ['b.local:8093', '[fd00::1]:8093'],
    });
  });

  test('have other ports for TLS, and other addresses from outside', () => {
    expect(read('couchbases://seed.local')).toEqual({
      ...{ management: ['seed.local:18091', 'b.local:18091'], query: ['b.local:18093'] },
    });
    const outside = ['b.example:3', '[fd00::1]:8093'];
    expect(read('couchbase://seed.local?network=external').query).toEqual(outside);
    const asked = (given: string) => readNodes(answer, 'b.example:1', parseConnectionString(given)).query;
    expect(asked('couchbase://b.example')).toEqual(outside);
    expect(asked('couchbase://b.example?network=default')[0]).toBe('b.local:8093');
  });

  test('of an answer without any is the one that gave it', () => {
    const nodes = readNodes('{}', 'seed.local:8091', parseConnectionString('couchbase://seed.local'));
    expect(nodes).toEqual({ management: ['seed.local:8091'], query: [] });
  });
});
