import { pathToFileURL } from 'node:url';
import { definitionOf } from '../../fhir/registry.ts';
import type { TypeChanges, TypeCount } from '../port.ts';
import { Database } from './database.ts';
import { isOther, masterSchema } from './difference.ts';
import { readOrigin } from './origin.ts';
import { checkFormat, contentTable, table } from './schema.ts';

/** Undefined where it cannot be read, or is of another version. */
export function generationAt(path: string): string | undefined {
  let database: Database | undefined;
  try {
    database = new Database(path, { readOnly: true });
    checkFormat(database);
    return readOrigin(database)?.generation;
  } catch {
    return undefined;
  } finally {
    database?.close();
  }
}

/** Against the master there is; where that cannot be read, all is new. */
export function changesSince(
  masterPath: string,
  database: Database,
  counts: readonly TypeCount[],
): readonly TypeChanges[] {
  if (generationAt(masterPath) === undefined) {
    return counts.map(({ type, total }) => ({ type, added: total, changed: 0, deleted: 0, unchanged: 0 }));
  }
  database.run(`ATTACH ? AS ${masterSchema}`, [`${pathToFileURL(masterPath).href}?mode=ro`]);
  const changes = counts.map(({ type, total }) => {
    const definition = definitionOf(type);
    const [name, contents] = [table(definition), contentTable(definition)];
    const before = database.get(`SELECT count(*) AS n FROM ${masterSchema}.${name}`)!.n as number;
    const row = database.get(
      `SELECT count(*) AS n, coalesce(sum(${isOther('nc.content', 'oc.content')}), 0) AS changed
        FROM main.${name} n CROSS JOIN ${masterSchema}.${name} o ON o.id = n.id
        CROSS JOIN main.${contents} nc ON nc.rid = n.rid
        CROSS JOIN ${masterSchema}.${contents} oc ON oc.rid = o.rid`,
    )!;
    const [common, changed] = [row.n as number, row.changed as number];
    return { type, added: total - common, changed, deleted: before - common, unchanged: common - changed };
  });
  database.exec(`DETACH ${masterSchema}`);
  return changes;
}
