import { statSync } from 'node:fs';
import { loadConfig } from '../config.ts';
import { buildSchema } from '../graphql/schema.ts';
import { describeFault, type Fault, manifestsIn } from '../server/persisted/manifests.ts';
import type { RegisteredOperation } from '../server/persisted/registered.ts';
import { readOperations } from '../server/persisted/registering.ts';
import { CommandError } from './failure.ts';
import { counted, say, table } from './output.ts';

const header = ['OPERATION', 'TYPE', 'COST', 'DEPTH', 'MANIFEST', 'ID'];

interface Format {
  readonly json: boolean;
}

/** `operations check`: what a gateway of this version would say of the manifests at its start. */
export function runCheck(paths: readonly string[], format: Format): void {
  const read = paths.map(path => (isFolder(path) ? manifestsIn(path) : { files: [path], faults: [] }));
  check(
    [...new Set(read.flatMap(({ files }) => files))],
    read.flatMap(({ faults }) => faults),
    format,
  );
}

/** `operations list`: the same of the configured folder. */
export function runList(format: Format): void {
  const { folder } = loadConfig(process.env).persisted;
  if (folder === undefined)
    throw new CommandError('PERSISTED_OPERATIONS is not set: there are no registered operations.');
  const { files, faults } = manifestsIn(folder);
  check(files, faults, format);
}

function check(files: readonly string[], unread: readonly Fault[], { json }: Format): void {
  const { operations, faults: found } = readOperations(files, buildSchema());
  const faults = [...unread, ...found];
  if (json) {
    const told = {
      ok: faults.length === 0,
      operations: operations.map(toJson),
      faults: faults.map(faultToJson),
    };
    say(JSON.stringify(told, null, 2));
  } else {
    for (const fault of faults) say(describeFault(fault));
    if (operations.length === 0) say('There are no operations.');
    else for (const line of table([header, ...operations.map(row)])) say(line);
  }
  if (faults.length === 0) return;
  throw new CommandError(`${counted(faults.length, 'fault')} in ${counted(files.length, 'manifest')}`);
}

function row({ id, name, type, cost, depth, manifests }: RegisteredOperation): string[] {
  return [name ?? '-', type, `${cost}`, `${depth}`, [...manifests].join(', '), id];
}

function toJson({ id, ids, name, type, cost, depth, manifests, variables }: RegisteredOperation): object {
  return {
    ...{ id, ids: [...ids], name: name ?? null, type, manifests: [...manifests] },
    ...{ variables: [...variables], cost, depth },
  };
}

function faultToJson({ file, operation, message, line, column }: Fault): object {
  return { file, operation: operation ?? null, message, line: line ?? null, column: column ?? null };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
