import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { asError } from '../../core/errors.ts';

/** An operation as a manifest has it, not looked at any closer. */
export interface ManifestEntry {
  readonly id: string;
  /** As the manifest calls it; undefined: it does not say. */
  readonly name: string | undefined;
  /** `query` or `mutation`, as the manifest has it; undefined: it does not say. */
  readonly type: string | undefined;
  /** The document. */
  readonly text: string;
}

export interface Manifest {
  /** The file's name without `.json`. */
  readonly name: string;
  readonly file: string;
  readonly entries: readonly ManifestEntry[];
}

/** What is wrong with a manifest or with one of its operations. */
export interface Fault {
  readonly file: string;
  /** Name or id; undefined: the manifest itself. */
  readonly operation?: string | undefined;
  readonly message: string;
  /** In the operation's document, from 1. */
  readonly line?: number;
  readonly column?: number;
  /** Well made, but over a limit of the gateway. */
  readonly isOverLimit?: true;
}

/** `file: operation: message (line:column)`. */
export function describeFault({ file, operation, message, line, column }: Fault): string {
  const place = line === undefined ? '' : ` (${line}:${column})`;
  return `${file}: ${operation === undefined ? '' : `${operation}: `}${message}${place}`;
}

const maxManifests = 100;
const maxManifestBytes = 16 * 1024 * 1024;
/** Of all manifests together: each is parsed, validated and held, about 35 kB of memory. */
export const maxOperations = 10_000;

/** https://www.apollographql.com/docs/graphos/platform/security/persisted-queries#manifest-format */
const apolloFormat = 'apollo-persisted-query-manifest';
const apolloManifest = z.object({
  format: z.literal(apolloFormat),
  version: z.literal(1),
  operations: z
    .array(
      z.object({
        id: z.string(),
        body: z.string(),
        name: z.string().optional(),
        type: z.string().optional(),
      }),
    )
    .max(maxOperations),
});

/** The client preset's `persisted-documents.json`: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client */
const codegenManifest = z
  .record(z.string(), z.string())
  .refine(documents => Object.keys(documents).length <= maxOperations);

/** The files of a folder that are manifests: those that end in `.json`, in the order of the alphabet. */
export function manifestsIn(folder: string): {
  readonly files: readonly string[];
  readonly faults: readonly Fault[];
} {
  try {
    const files = readdirSync(folder)
      .filter(name => name.endsWith('.json'))
      .sort()
      .map(name => join(folder, name));
    if (files.length <= maxManifests) return { files, faults: [] };
    return { files: [], faults: [{ file: folder, message: `it holds more than ${maxManifests} manifests` }] };
  } catch (error) {
    return { files: [], faults: [{ file: folder, message: unreadable(error) }] };
  }
}

/** A manifest in Apollo's format, or in that of graphql-codegen's client preset. */
export function readManifest(file: string): Manifest | Fault {
  let content: unknown;
  try {
    if (statSync(file).size > maxManifestBytes) {
      return { file, message: `it is larger than ${maxManifestBytes / 1024 / 1024} MB` };
    }
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return { file, message: unreadable(error) };
  }
  const name = basename(file, '.json');
  if (Object(content).format === undefined) {
    const read = codegenManifest.safeParse(content);
    if (!read.success) return { file, message: unlike };
    const entries = Object.entries(read.data).map(([id, text]) => ({
      id,
      name: undefined,
      type: undefined,
      text,
    }));
    return { file, name, entries };
  }
  const read = apolloManifest.safeParse(content);
  if (!read.success)
    return { file, message: `${unlike}; see ${z.core.toDotPath(read.error.issues[0]?.path ?? [])}` };
  const entries = read.data.operations.map(({ id, name, type, body: text }) => ({ id, name, type, text }));
  return { file, name, entries };
}

const unlike = `it is neither Apollo's format (${apolloFormat}, version 1) nor a JSON object of ids and documents, with at most ${maxOperations} operations`;

function unreadable(error: unknown): string {
  const { code } = asError(error) as NodeJS.ErrnoException;
  return code === undefined ? 'it is no JSON' : `it cannot be read: ${code}`;
}
