import { createHash } from 'node:crypto';
import { isRecord } from '../../core/record.ts';
import { findDefinition } from '../../fhir/registry.ts';
import type { HttpClient } from '../http/client.ts';
import { about } from '../http/faults.ts';
import { SourceError } from '../source.ts';

/** A file of an export. */
export interface ExportFile {
  /** For people: `Patient.1.ndjson`. Its URL may hold a token. */
  readonly name: string;
  readonly kind: 'resources' | 'deletions' | 'errors';
  /** What its resources are. */
  readonly type: string;
  readonly url: URL;
  /** How many lines the server says it has. */
  readonly count: number | undefined;
  /** Asked for without credentials. */
  readonly anonymous: boolean;
}

export interface Manifest {
  /** The server's time of what was exported; undefined where it does not tell one that can be asked for later. */
  readonly asOf: string | undefined;
  /** Those with deletions first, so that what was made anew stays. */
  readonly files: readonly ExportFile[];
  /** Equal for equal manifests, whatever is signed into their URLs. */
  readonly key: string;
}

/** Of a million patients there are some thousand. */
const maxFiles = 100_000;

/**
 * What a finished export says of itself, https://hl7.org/fhir/uv/bulkdata/export.html#response---complete-status.
 * Files of types that are not stored are left out.
 *
 * @param url where the manifest is, for links that are relative
 * @throws SourceError for what is no manifest, or has files where they may not be
 */
export function readManifest(json: unknown, url: URL, client: HttpClient): Manifest {
  if (!isRecord(json) || !Array.isArray(json.output))
    throw new SourceError('the manifest has no list of files');
  if (Array.isArray(json.link) && json.link.some(link => isRecord(link) && link.relation === 'next')) {
    throw new SourceError('the manifest comes in parts, which was not asked for');
  }
  const isProtected = json.requiresAccessToken === true;
  const files = [
    ...filesOf(json.deleted, 'deletions'),
    ...filesOf(json.output, 'resources'),
    ...filesOf(json.error, 'errors'),
  ];
  if (files.length > maxFiles) throw new SourceError(`the manifest has more than ${maxFiles} files`);
  const checked = files.map((file): ExportFile => {
    if (!URL.canParse(file.url, url))
      throw new SourceError(`${file.name}: what the manifest gives is no URL`);
    const at = new URL(file.url, url);
    checkPlace(client, file.name, at, isProtected);
    return { ...file, url: at, anonymous: !isProtected };
  });
  const { transactionTime } = json;
  return {
    asOf: isInstant(transactionTime) ? transactionTime : undefined,
    files: checked,
    key: keyOf(String(transactionTime), checked),
  };
}

type Listed = Pick<ExportFile, 'name' | 'kind' | 'type' | 'count'> & { readonly url: string };

function filesOf(list: unknown, kind: ExportFile['kind']): Listed[] {
  if (!Array.isArray(list)) return [];
  const numbers = new Map<string, number>();
  return list.flatMap((each): Listed[] => {
    const { type, url, count } = isRecord(each) ? each : {};
    if (typeof url !== 'string' || typeof type !== 'string' || !/^[A-Z][A-Za-z]{1,63}$/.test(type)) {
      throw new SourceError('the manifest has a file without type or URL');
    }
    if (kind === 'resources' && findDefinition(type) === undefined) return [];
    const label = kind === 'resources' ? type : kind;
    const number = (numbers.get(label) ?? 0) + 1;
    numbers.set(label, number);
    const known = typeof count === 'number' && Number.isSafeInteger(count) && count >= 0;
    return [{ name: `${label}.${number}.ndjson`, kind, type, url, count: known ? count : undefined }];
  });
}

/** Credentials are for the server that was named, and not for the one its files lie at. */
function checkPlace(client: HttpClient, name: string, url: URL, isProtected: boolean): void {
  try {
    client.checkOrigin(url);
  } catch (error) {
    throw about(name, error);
  }
  if (isProtected && url.origin !== client.base.origin) {
    throw new SourceError(
      `${name}: lies at ${url.origin}, which wants the credentials of ${client.base.origin}`,
    );
  }
}

function isInstant(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}

function keyOf(time: string, files: readonly ExportFile[]): string {
  const lines = files.map(({ name, count, url }) => `${name} ${count} ${url.origin}${url.pathname}`);
  return createHash('sha256')
    .update([time, ...lines].join('\n'))
    .digest('base64url')
    .slice(0, 22);
}
