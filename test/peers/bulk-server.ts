/**
 * A server that exports sample data (https://hl7.org/fhir/uv/bulkdata/export.html), to try `ingest --bulk` with:
 * `node test/peers/bulk-server.ts <patients>`. Tells its base URL, and runs until it is ended.
 */
import { sampleResources, sampleTypes } from '../../src/fhir/sample/index.ts';
import { BulkServer } from '../support/fault-server/bulk-fhir.ts';

const options = { patients: Number(process.argv[2] ?? 100), seed: 1 };
const linesAFile = 20_000;

const output: Record<string, string[][]> = {};
for (const type of sampleTypes) {
  const files: string[][] = [];
  let lines = 0;
  for (const resource of sampleResources(type, options)) {
    if (lines % linesAFile === 0) files.push([]);
    files.at(-1)!.push(JSON.stringify(resource));
    lines += 1;
  }
  output[type] = files;
}
const server = await BulkServer.start({ output, polls: 3, counts: true, ranges: true });
process.stdout.write(`${server.base.href}\n`);
