import { z } from 'zod';
import type { SamplerName, TracingOptions } from './tracing/options.ts';

const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const satisfies readonly SamplerName[];

const defaultServiceName = 'fhir-graphql-gateway';

const endpoint = z
  .string()
  .refine(text => /^https?:\/\/[^/]/i.test(text) && URL.canParse(text))
  .optional()
  .describe('an http:// or https:// URL');

/** `name=value,name=value`, with `%` before what is encoded; undefined for anything else. */
function pairs(text: string): Readonly<Record<string, string>> | undefined {
  const read: Record<string, string> = Object.create(null);
  for (const pair of text.split(',')) {
    if (pair.trim() === '') continue;
    const [, name, value] = /^\s*([^\s=]+)\s*=([^=]*={0,2})$/.exec(pair) ?? [];
    if (name === undefined || value === undefined) return undefined;
    try {
      read[decodeURIComponent(name)] = decodeURIComponent(value.trim());
    } catch {
      return undefined;
    }
  }
  return read;
}

const headers = z
  .string()
  .transform((text, context) => {
    const read = pairs(text);
    // As https://www.rfc-editor.org/rfc/rfc9110#section-5 has them.
    const isLegal =
      read !== undefined &&
      Object.entries(read).every(
        ([name, value]) => /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(value),
      );
    if (!isLegal) context.addIssue({ code: 'custom' });
    return isLegal ? read : {};
  })
  .optional()
  .describe('headers such as name=value,name=value');

const attributes = z
  .string()
  .transform((text, context) => {
    const read = pairs(text);
    const isLegal =
      read !== undefined &&
      Object.entries(read)
        .flat()
        .every(({ length }) => length <= 255);
    if (!isLegal) context.addIssue({ code: 'custom' });
    return isLegal ? read : {};
  })
  .optional()
  .describe('attributes such as name=value,name=value, with at most 255 characters each');

const wholeFrom1 = (max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine(value => value >= 1 && value <= max)
    .describe(`a whole number from 1 to ${max}`);

/** As https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ names them. */
export const tracingVariables = {
  OTEL_SDK_DISABLED: z
    .string()
    .regex(/^(true|false)$/i)
    .optional()
    .describe('one of true, false'),
  OTEL_TRACES_EXPORTER: z.enum(['otlp', 'none']).default('otlp').describe('one of otlp, none'),
  OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: endpoint,
  OTEL_EXPORTER_OTLP_PROTOCOL: z.string().optional(),
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: z.string().optional(),
  OTEL_EXPORTER_OTLP_HEADERS: headers,
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: headers,
  OTEL_SERVICE_NAME: z.string().min(1).optional(),
  OTEL_RESOURCE_ATTRIBUTES: attributes,
  OTEL_TRACES_SAMPLER: z
    .enum(samplers)
    .default('parentbased_always_on')
    .describe(`one of ${samplers.join(', ')}`),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(0|1|[01]?\.\d{1,12})$/)
    .transform(Number)
    .refine(value => value <= 1)
    .default(1)
    .describe('a number from 0 to 1'),
  OTEL_BSP_SCHEDULE_DELAY: wholeFrom1(600_000).default(5_000),
  OTEL_BSP_MAX_QUEUE_SIZE: wholeFrom1(1_000_000).default(2_048),
};

type Values = z.infer<z.ZodObject<typeof tracingVariables>>;

/** Whether and how requests are traced; undefined: they are not. */
export function toTracing(values: Values): TracingOptions | undefined {
  const url = values.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? ofTraces(values.OTEL_EXPORTER_OTLP_ENDPOINT);
  const isOff = values.OTEL_TRACES_EXPORTER === 'none' || /^true$/i.test(values.OTEL_SDK_DISABLED ?? '');
  if (url === undefined || isOff) return undefined;
  const given = values.OTEL_RESOURCE_ATTRIBUTES ?? {};
  const name = values.OTEL_SERVICE_NAME ?? given['service.name'] ?? defaultServiceName;
  return Object.freeze({
    url,
    headers: Object.freeze({
      ...values.OTEL_EXPORTER_OTLP_HEADERS,
      ...values.OTEL_EXPORTER_OTLP_TRACES_HEADERS,
    }),
    sampler: values.OTEL_TRACES_SAMPLER,
    ratio: values.OTEL_TRACES_SAMPLER_ARG,
    resource: Object.freeze({ ...given, 'service.name': name }),
    sendEveryMs: values.OTEL_BSP_SCHEDULE_DELAY,
    maxWaiting: values.OTEL_BSP_MAX_QUEUE_SIZE,
  });
}

/** Asked for, but not spoken here: `[name, value, what was expected]`. */
export function unspokenProtocols(values: Values): readonly (readonly [string, string, string])[] {
  if (toTracing(values) === undefined) return [];
  return (['OTEL_EXPORTER_OTLP_PROTOCOL', 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'] as const).flatMap(name => {
    const asked = values[name];
    if (asked === undefined || asked === 'http/json') return [];
    return [[name, asked, 'http/json, which collectors take at the port of http/protobuf'] as const];
  });
}

/** https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp */
function ofTraces(base: string | undefined): string | undefined {
  if (base === undefined) return undefined;
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/v1/traces`;
  return url.href;
}
