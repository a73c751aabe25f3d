import { describe, expect, test } from 'vitest';
import { ConfigError, loadConfig } from '../src/config.ts';

const base = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };
const tracing = (env: Record<string, string>) => loadConfig({ ...base, ...env }).tracing;
const complaint = (env: Record<string, string>): string | undefined => {
  try {
    loadConfig(env);
    return undefined;
  } catch (error) {
    if (error instanceof ConfigError) return error.lines.join('\n');
    throw error;
  }
};

test('on by an endpoint alone', () => {
  expect(tracing({})).toEqual({
    url: 'http://collector:4318/v1/traces',
    headers: {},
    sampler: 'parentbased_always_on',
    ratio: 1,
    resource: { 'service.name': 'fhir-graphql-gateway' },
    sendEveryMs: 5_000,
    maxWaiting: 2_048,
  });
  expect(loadConfig({}).tracing).toBeUndefined();
});

test.each([
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'https://a/b/?token=1', { url: 'https://a/b/v1/traces?token=1' }],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://u:p@a', { url: 'http://u:p@a/v1/traces' }],
  ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'http://other:1/x', { url: 'http://other:1/x' }],
  ['OTEL_EXPORTER_OTLP_HEADERS', ' a=1 ,b=x%20y,c=Zm9v==', { headers: { a: '1', b: 'x y', c: 'Zm9v==' } }],
  ['OTEL_SERVICE_NAME', 'x', { resource: { 'service.name': 'x' } }],
  [
    'OTEL_RESOURCE_ATTRIBUTES',
    'service.name=y,a%2Cb=c%3Dd',
    { resource: { 'service.name': 'y', 'a,b': 'c=d' } },
  ],
  ['OTEL_TRACES_SAMPLER', 'traceidratio', { sampler: 'traceidratio' }],
  ['OTEL_TRACES_SAMPLER_ARG', '0.25', { ratio: 0.25 }],
  ['OTEL_TRACES_SAMPLER_ARG', '.5', { ratio: 0.5 }],
  ['OTEL_TRACES_SAMPLER_ARG', '1.0', { ratio: 1 }],
  ['OTEL_BSP_SCHEDULE_DELAY', '100', { sendEveryMs: 100 }],
  ['OTEL_BSP_MAX_QUEUE_SIZE', '10', { maxWaiting: 10 }],
  ['OTEL_EXPORTER_OTLP_PROTOCOL', 'http/json', {}],
  ['OTEL_SDK_DISABLED', 'False', {}],
])('%s=%s', (name, value, expected) => {
  expect(tracing({ [name]: value })).toMatchObject(expected);
});

test('what is more particular goes before', () => {
  expect(
    tracing({
      ...{ OTEL_SERVICE_NAME: 'one', OTEL_RESOURCE_ATTRIBUTES: 'service.name=two' },
      ...{ OTEL_EXPORTER_OTLP_HEADERS: 'a=1,b=1', OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'b=2' },
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://traces',
    }),
  ).toMatchObject({
    ...{ url: 'http://traces', headers: { a: '1', b: '2' }, resource: { 'service.name': 'one' } },
  });
});

test.each(['TRUE', 'true'])('OTEL_SDK_DISABLED=%s is off', value => {
  expect(tracing({ OTEL_SDK_DISABLED: value })).toBeUndefined();
});

describe('wrong', () => {
  const url = 'an http:// or https:// URL';
  const ratio = 'a number from 0 to 1';
  const headers = 'headers such as name=value,name=value';
  const attributes = 'attributes such as name=value,name=value, with at most 255 characters each';
  test.each([
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318', 'collector:4318', url],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'user:s3cret@collector', '***@collector', url],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'http://', 'http://', url],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'ftp://x?key=s3cret', 'ftp://x?***', url],
    ['OTEL_EXPORTER_OTLP_HEADERS', 's3cret', '***', headers],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a=%zz', '***', headers],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a=b%0d%0ax: y', '***', headers],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a b=1', '***', headers],
    ['OTEL_EXPORTER_OTLP_TRACES_HEADERS', '=1', '***', headers],
    ['OTEL_RESOURCE_ATTRIBUTES', 'a', 'a', attributes],
    ['OTEL_RESOURCE_ATTRIBUTES', 'a=b=c', 'a=b=c', attributes],
    ['OTEL_TRACES_SAMPLER', 'jaeger_remote', 'jaeger_remote', undefined],
    ['OTEL_TRACES_SAMPLER_ARG', '1.1', '1.1', ratio],
    ['OTEL_TRACES_SAMPLER_ARG', '-0', '-0', ratio],
    ['OTEL_TRACES_SAMPLER_ARG', '1e-3', '1e-3', ratio],
    ['OTEL_TRACES_EXPORTER', 'console', 'console', 'one of otlp, none'],
    ['OTEL_SDK_DISABLED', 'yes', 'yes', 'one of true, false'],
    ['OTEL_BSP_SCHEDULE_DELAY', '0', '0', 'a whole number from 1 to 600000'],
    ['OTEL_BSP_MAX_QUEUE_SIZE', 'many', 'many', 'a whole number from 1 to 1000000'],
  ])('%s=%s', (name, value, shown, expected) => {
    expect(complaint({ [name]: value })).toContain(
      `${name}=${JSON.stringify(shown)}: expected ${expected ?? ''}`,
    );
  });

  test('a protocol that is not spoken, where there is somebody to speak to', () => {
    const grpc = { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' };
    expect(complaint(grpc)).toBeUndefined();
    expect(complaint({ ...base, ...grpc })).toBe(
      'OTEL_EXPORTER_OTLP_PROTOCOL="grpc": expected http/json, which collectors take at the port of http/protobuf',
    );
  });
});
