import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface Claim {
  readonly tenant: string;
  readonly state: string;
  /** Of the process that sees to it. */
  readonly pid: number | undefined;
}

/** The system documents, read past the gateway. */
export class Records {
  readonly #file: DatabaseSync;

  constructor(folder: string) {
    this.#file = new DatabaseSync(join(folder, 'system.db'), { readOnly: true, timeout: 5_000 });
  }

  /** Tenants that warm up or cool down. */
  claims(): Claim[] {
    return this.#all('_system/tenants/').flatMap(({ key, value }) => {
      const { state, by } = JSON.parse(value) as { state: string; by?: string };
      if (state !== 'WARMING' && state !== 'COOLING') return [];
      const pid = Number(by?.split(':').at(-2));
      return [{ tenant: key.slice(key.lastIndexOf('/') + 1), state, pid: pid || undefined }];
    });
  }

  /** Who is said to have a tenant open. */
  marks(): string[] {
    return this.#all('_system/open/').map(({ key }) => key);
  }

  close(): void {
    this.#file.close();
  }

  #all(prefix: string): { key: string; value: string }[] {
    return this.#file
      .prepare('SELECT key, value FROM document WHERE key >= ? AND key < ?')
      .all(prefix, `${prefix}~`) as { key: string; value: string }[];
  }
}
