import { z } from 'zod';
import type { CredentialSettings } from './ingest/http/credentials.ts';

const word = (expected: string) =>
  z
    .string()
    .regex(/^[\x21-\x7e]+$/)
    .optional()
    .describe(expected);

/** How a FHIR server that is ingested from is told who asks. */
export const fhirServerVariables = {
  FHIR_BASIC_USER: z
    .string()
    .regex(/^[^:\p{Cc}]+$/u)
    .optional()
    .describe('a name without ":", together with FHIR_BASIC_PASSWORD'),
  FHIR_BASIC_PASSWORD: z
    .string()
    .regex(/^\P{Cc}+$/u)
    .optional()
    .describe('a password, together with FHIR_BASIC_USER'),
  FHIR_BEARER_TOKEN: word('a token'),
  FHIR_SMART_CLIENT_ID: word('the id the server knows this client by, together with FHIR_SMART_KEY_FILE'),
  FHIR_SMART_KEY_FILE: z
    .string()
    .optional()
    .describe('a file with a private key (PEM, JWK or JWKS), together with FHIR_SMART_CLIENT_ID'),
  FHIR_SMART_KEY_ID: word('the `kid` of that key'),
  FHIR_SMART_SCOPE: z
    .string()
    .regex(/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/)
    .default('system/*.read')
    .describe('scopes, separated by spaces'),
  FHIR_SMART_TOKEN_URL: z
    .string()
    .refine(text => /^https?:\/\/[^/]/i.test(text) && URL.canParse(text))
    .optional()
    .describe('an http:// or https:// URL'),
};

type Values = z.infer<z.ZodObject<typeof fhirServerVariables>>;
type Wrong = readonly [name: string, value: string | undefined, expected: string];

const kinds = {
  basic: ['FHIR_BASIC_USER', 'FHIR_BASIC_PASSWORD'],
  bearer: ['FHIR_BEARER_TOKEN'],
  smart: ['FHIR_SMART_CLIENT_ID', 'FHIR_SMART_KEY_FILE'],
} as const satisfies Record<CredentialSettings['kind'], readonly (keyof Values)[]>;

/** Half of a pair, or two kinds at once. */
export function wrongCredentials(values: Values): readonly Wrong[] {
  const given = Object.values(kinds).filter(names => names.some(name => values[name] !== undefined));
  if (given.length > 1) {
    const names = given[1]!.filter(name => values[name] !== undefined);
    return names.map(name => [name, values[name], `nothing, since ${given[0]![0]} says who asks already`]);
  }
  return given
    .flat()
    .filter(name => values[name] === undefined)
    .map(name => [name, undefined, fhirServerVariables[name].description ?? 'a value']);
}

/** Undefined: nobody is told anything. */
export function toCredentials(values: Values): CredentialSettings | undefined {
  const { FHIR_BASIC_USER: user, FHIR_BASIC_PASSWORD: password, FHIR_BEARER_TOKEN: token } = values;
  if (user !== undefined && password !== undefined) return { kind: 'basic', user, password };
  if (token !== undefined) return { kind: 'bearer', token };
  const { FHIR_SMART_CLIENT_ID: clientId, FHIR_SMART_KEY_FILE: keyFile } = values;
  if (clientId === undefined || keyFile === undefined) return undefined;
  return {
    ...{ kind: 'smart', clientId, keyFile, keyId: values.FHIR_SMART_KEY_ID },
    ...{ scope: values.FHIR_SMART_SCOPE, tokenUrl: values.FHIR_SMART_TOKEN_URL },
  };
}
