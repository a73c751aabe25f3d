import { stat } from 'node:fs/promises';
import { ConfigError, explain } from '../config.ts';
import { toIso } from '../core/clock.ts';
import { hashOf, newApiKey, writeApiKey } from '../server/auth/api-key.ts';
import {
  type KeyEntry,
  type PartnersDocument,
  PartnersFileError,
  parsePartners,
  readPartnersFile,
} from '../server/auth/partners-file.ts';
import { CommandError } from './failure.ts';
import { withLock } from './lock-file.ts';
import { replaceFile, targetOf } from './replace-file.ts';

/** Which file a command works on. */
export interface FileOption {
  readonly file?: string;
}

/** @throws ConfigError, CommandError */
export async function readPartners(option: FileOption): Promise<PartnersDocument> {
  const path = pathOf(option);
  if (!(await isThere(path))) throw new CommandError(`There is no file ${path}.`);
  return read(path);
}

/**
 * Changes the file, one command at a time; `edit` changes what it is given. A file that is missing is an empty one.
 * @returns what `edit` returns
 * @throws ConfigError, CommandError, and whatever `edit` throws; the file is as it was then
 */
export async function editPartners<Result>(
  option: FileOption,
  edit: (document: PartnersDocument) => Result,
): Promise<Result> {
  const path = await targetOf(pathOf(option));
  return withLock(`${path}.lock`, async () => {
    const document = (await isThere(path)) ? await read(path) : { partners: [] };
    const before = JSON.stringify(document);
    const result = edit(document);
    if (JSON.stringify(document) !== before) {
      const content = `${JSON.stringify(document, null, 2)}\n`;
      // What a gateway would refuse is not written.
      await inOrder(path, () => parsePartners(Buffer.from(content)));
      await replaceFile(path, content);
    }
    return result;
  });
}

/** A new key: what is kept of it, and what its partner gets, which is nowhere else. */
export function makeKey(now: number, expires: number | undefined): { entry: KeyEntry; apiKey: string } {
  const key = newApiKey();
  const entry = {
    id: key.id,
    sha256: hashOf(key.secret).toString('hex'),
    created: toIso(now),
    ...(expires !== undefined && { expires: toIso(expires) }),
  };
  return { entry, apiKey: writeApiKey(key) };
}

function pathOf({ file = process.env.PARTNERS_FILE ?? '' }: FileOption): string {
  if (file === '')
    throw new ConfigError([explain('PARTNERS_FILE', file, 'a JSON file, or the option --file')]);
  return file;
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

async function read(path: string): Promise<PartnersDocument> {
  return inOrder(path, async () => parsePartners(await readPartnersFile(path)));
}

async function inOrder<Result>(path: string, work: () => Result): Promise<Awaited<Result>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PartnersFileError) throw new CommandError(`${path}: ${error.message}`);
    throw error;
  }
}
