import { readFileSync } from 'node:fs';
import type { Resource } from '../types.ts';
import { checkShapes, type StructureProblem } from './check.ts';
import { compileTable, type Shapes } from './shapes.ts';
import type { Table } from './table.ts';
import { fullTests } from './values.ts';

let shapes: Shapes | undefined;

/**
 * Compares a resource with all that the official R4 definitions say of each element: beside what every ingest looks
 * at, the form of every primitive, contained resources of all types, and that there is nothing else. Invariants and
 * codes outside required value sets of `code` elements are not looked at.
 *
 * The definitions are read when this is first called.
 *
 * @param resource any JSON, in spite of its type: this is what finds out
 * @returns the first 10 problems at most, none when the resource is right
 * @see https://hl7.org/fhir/R4/validation.html
 */
export function checkFully(resource: Resource): StructureProblem[] {
  shapes ??= compileTable(readTable(), true, fullTests);
  return checkShapes(shapes, resource);
}

function readTable(): Table {
  return JSON.parse(readFileSync(new URL('../generated/r4.json', import.meta.url), 'utf8'));
}
