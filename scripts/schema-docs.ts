/** Writes `docs/schema.md`: every root field with an example and the answer that the sample data gives it. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema } from '../src/graphql/schema.ts';
import { ManualClock } from '../test/support/clock.ts';
import { smallSample, startTestGateway } from '../test/support/gateway.ts';
import { fieldExamples } from './schema-docs/examples.ts';
import { type Answered, renderSchemaDocs } from './schema-docs/render.ts';

export const schemaDocsPath = fileURLToPath(new URL('../docs/schema.md', import.meta.url));

/**
 * The same text for the same schema, on every machine and at every time.
 * @throws Error for an example that fails, and for a root field without one
 */
export async function generateSchemaDocs(): Promise<string> {
  const schema = buildSchema();
  const fields = [schema.getQueryType()!, schema.getMutationType()!].flatMap(type =>
    Object.keys(type.getFields()).map(name => `${type.name}.${name}`),
  );
  const shown = new Set(fieldExamples.map(({ field }) => field));
  const missing = fields.filter(field => !shown.has(field));
  if (missing.length > 0)
    throw new Error(`No example in scripts/schema-docs/examples.ts: ${missing.join(', ')}`);

  const gateway = await startTestGateway({ source: smallSample, clock: new ManualClock() });
  try {
    await gateway.warm('demo');
    const answered: Answered[] = [];
    for (const example of fieldExamples) {
      const { document, variables } = example;
      const { data, errors } = await gateway.query(document, { ...(variables && { variables }) });
      const [, name = ''] = example.field.split('.');
      if (errors.length > 0 || isEmpty(data[name]))
        throw new Error(`The example of ${example.field} shows nothing: ${JSON.stringify({ data, errors })}`);
      answered.push({ ...example, data });
    }
    return renderSchemaDocs(schema, answered);
  } finally {
    await gateway.stop();
  }
}

function isEmpty(value: unknown): boolean {
  return value == null || (Array.isArray(value) && value.length === 0);
}

if (import.meta.main) writeFileSync(schemaDocsPath, await generateSchemaDocs());
