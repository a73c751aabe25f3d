// Checks the layers of .dependency-cruiser.cjs, and that modules were read at all: a parser that cannot read
// TypeScript would find nothing to object to. Also that only a type's own places name a resource type.
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';

const fewestModules = 50;

interface Report {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

const output = execFileSync(
  process.execPath,
  ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', 'src', '--output-type', 'json'],
  { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
);
const { totalCruised, violations } = (JSON.parse(output) as Report).summary;
const problems = violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
if (totalCruised < fewestModules) problems.push(`only ${totalCruised} modules were read`);

const mayNameTypes = /^src\/(fhir|graphql\/(resolvers|generated))\/|^src\/server\/first-document[.]ts$/;
const typeName = /\b(Encounter|Patient|Practitioner)s?\b/;
for (const file of globSync('src/**/*.ts')) {
  if (mayNameTypes.test(file)) continue;
  const lines = readFileSync(file, 'utf8').split('\n');
  for (const [place, line] of lines.entries()) {
    if (typeName.test(line.replace(/\/\*\*.*|^\s*\*.*|\/\/.*/, ''))) {
      problems.push(`names a resource type: ${file}:${place + 1}`);
    }
  }
}

if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(`Layers are kept in ${totalCruised} modules.\n`);
}
