import { constants, type FileHandle, open } from 'node:fs/promises';
import { z } from 'zod';
import { asError } from '../../core/errors.ts';
import { isTenantId } from '../../core/ids.ts';
import { keyIdPattern } from './api-key.ts';
import { allOperations, operationPattern, partnerIdPattern } from './partner-names.ts';
import { isPartnerScope } from './partner-scope.ts';

/** Twenty thousand keys, about. */
const maxFileBytes = 4 * 1024 * 1024;

const tooLong = `expected at most ${maxFileBytes} bytes`;

/** Why a file of partners is refused: `expected …`, naming places and never what stands there. */
export class PartnersFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PartnersFileError';
  }
}

const text = (pattern: RegExp, expected: string) => z.string(expected).regex(pattern, expected);
const instant = z.iso.datetime({ offset: true, error: 'a time such as 2027-01-01T00:00:00Z' });
/** Nobody is meant to be without any: a list that was forgotten is told. */
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.array(item, 'a list').min(1, 'at least one').max(10_000, 'at most 10000');

const keySchema = z.strictObject(
  {
    id: text(keyIdPattern, 'a key id (8 to 32 lower-case letters and digits)'),
    sha256: text(/^[0-9a-f]{64}$/, 'a SHA-256 in 64 lower-case hexadecimal digits'),
    created: instant,
    expires: instant.optional(),
    revoked: instant.optional(),
  },
  'a key',
);

const partnerSchema = z.strictObject(
  {
    id: text(partnerIdPattern, 'a partner id (lower-case letters, digits, "_", "-")'),
    // It is shown on terminals.
    name: text(/^\P{C}{1,200}$/u, 'a name of 1 to 200 printable characters').optional(),
    tenants: listOf(z.string('a tenant id').refine(isTenantId, 'a tenant id')),
    operations: listOf(text(operationPattern, 'the name of a manifest, or the id of an operation')).refine(
      names => names.length === 1 || !names.includes(allOperations),
      'either "*" or names',
    ),
    scopes: listOf(
      text(/^[\x21-\x7e]{1,256}$/, 'a scope').refine(
        isPartnerScope,
        'a scope that a partner can have (of stored types or the gateway, not of one patient, not narrowed)',
      ),
    ),
    rateLimit: z
      .int('a whole number')
      .min(1, 'a whole number from 1 to 1000000')
      .max(1_000_000, 'a whole number from 1 to 1000000')
      .optional(),
    keys: z.array(keySchema, 'a list'),
  },
  'a partner',
);

const fileSchema = z
  .strictObject({ partners: z.array(partnerSchema, 'a list') }, 'an object with a list of partners')
  .superRefine(({ partners }, context) => {
    const seen = new Set<string>();
    const expectNew = (id: string, path: PropertyKey[], message: string) => {
      if (seen.has(id)) context.addIssue({ code: 'custom', path, message });
      seen.add(id);
    };
    for (const [at, { id, keys }] of partners.entries()) {
      expectNew(`partner ${id}`, ['partners', at, 'id'], 'an id that no other partner has');
      for (const [place, key] of keys.entries()) {
        expectNew(`key ${key.id}`, ['partners', at, 'keys', place, 'id'], 'an id that no other key has');
      }
    }
  });

export type PartnersDocument = z.infer<typeof fileSchema>;
export type PartnerEntry = z.infer<typeof partnerSchema>;
export type KeyEntry = z.infer<typeof keySchema>;

/**
 * Reads the whole file, and no more than a file of partners can be long.
 * @throws PartnersFileError
 */
export async function readPartnersFile(path: string): Promise<Buffer> {
  try {
    // A pipe without a writer would be waited for.
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = await file.stat();
    if (!found.isFile()) throw new PartnersFileError('expected a regular file');
    if (found.size > maxFileBytes) throw new PartnersFileError(tooLong);
    return await readBounded(file);
  } catch (error) {
    if (error instanceof PartnersFileError) throw error;
    const { code } = asError(error) as NodeJS.ErrnoException;
    throw new PartnersFileError(`expected a file that can be read (${code ?? asError(error).name})`);
  }
}

/** It may have grown since; a byte too many is enough to be refused for. */
async function readBounded(file: FileHandle): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of file.createReadStream({ autoClose: false, end: maxFileBytes })) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** @throws PartnersFileError naming the first thing that is wrong */
export function parsePartners(content: Uint8Array): PartnersDocument {
  if (content.length > maxFileBytes) throw new PartnersFileError(tooLong);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    // What the parser says quotes what it failed on.
    throw new PartnersFileError('expected JSON');
  }
  const { data, error } = fileSchema.safeParse(json);
  if (data === undefined) throw new PartnersFileError(explain(error.issues[0]!, json));
  return data;
}

function explain(issue: z.core.$ZodIssue, json: unknown): string {
  const expected = issue.code === 'unrecognized_keys' ? `no ${nameOf(issue.keys[0]!)}` : issue.message;
  const [first, at, list, place] = issue.path;
  if (first === undefined) return `expected ${expected}`;
  const where = issue.path
    .map(step => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('');
  const entry = typeof at === 'number' ? (json as { partners: unknown[] }).partners[at] : undefined;
  const { id, scopes } = (entry ?? {}) as { id?: unknown; scopes?: unknown[] };
  return [
    `expected ${expected} at ${where.slice(1)}`,
    typeof id === 'string' && partnerIdPattern.test(id) ? ` of partner ${id}` : '',
    // No secret, and seldom more than a slip of the pen.
    list === 'scopes' && typeof place === 'number'
      ? `, not ${String(JSON.stringify(scopes?.[place])).slice(0, 100)}`
      : '',
  ].join('');
}

/** A property is called by its name when that can be no more than a word: a secret may have slipped in. */
function nameOf(property: string): string {
  return /^[A-Za-z]{1,30}$/.test(property) ? `property ${property}` : 'such property';
}
