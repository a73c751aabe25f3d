import { stat } from 'node:fs/promises';
import { GatewayError } from '../../core/errors.ts';
import type { TenantId } from '../../core/ids.ts';
import { fingerprint, isSameOrigin, type Origin } from '../origin.ts';
import type { CopyOptions, Part, RefreshSummary, TenantDescription } from '../port.ts';
import { SharedCopies } from '../shared-copies.ts';
import { isDamage } from './database.ts';
import { publish, removeDatabase, unlessRefused } from './files.ts';
import type { StoreFolder } from './folder.ts';
import { damagedMaster } from './full-copy.ts';
import { FileLock } from './lock.ts';
import { readOrigin } from './origin.ts';
import { toSoundFile, typeCounts } from './rows.ts';
import type { Task, TaskResults } from './tasks.ts';
import type { TaskRunner } from './threads.ts';

/** The tenants' copies of master: makes them, compares them with it and makes them equal again. */
export class SqliteCopies {
  readonly #folder: StoreFolder;
  readonly #runner: TaskRunner;
  readonly #copying = new SharedCopies();
  readonly #running = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();

  constructor(folder: StoreFolder, runner: TaskRunner) {
    this.#folder = folder;
    this.#runner = runner;
  }

  /** Those who ask at the same time share one copy. @throws GatewayError STORE_UNAVAILABLE while another process copies */
  async create(tenant: TenantId, options: CopyOptions): Promise<void> {
    return this.#copying.run(tenant, options.signal, () => this.#copy(tenant, options));
  }

  async refresh(tenant: TenantId, { part, onProgress, signal }: CopyOptions): Promise<RefreshSummary> {
    signal?.throwIfAborted();
    const equal = await this.#equalSummary(tenant, part);
    if (equal !== undefined) {
      onProgress(1);
      return equal;
    }
    return this.#run(this.#task('refresh', tenant, part), { onProgress, signal });
  }

  async compare(
    tenant: TenantId,
    { part, signal }: Omit<CopyOptions, 'onProgress'>,
  ): Promise<RefreshSummary> {
    signal?.throwIfAborted();
    const equal = await this.#equalSummary(tenant, part);
    return equal ?? this.#run(this.#task('compare', tenant, part), { signal });
  }

  async describe(tenant: TenantId): Promise<TenantDescription> {
    await this.#folder.expectTenant(tenant);
    const path = this.#folder.tenantPath(tenant);
    const counts = this.#folder.with(path, {}, typeCounts);
    const sizes = await Promise.all([path, `${path}-wal`].map(sizeOf));
    return { bytes: sizes.reduce((sum, bytes) => sum + bytes), counts };
  }

  async drop(tenant: TenantId): Promise<void> {
    await unlessRefused(() => removeDatabase(this.#folder.tenantPath(tenant)));
  }

  /** Gives up what is under way. */
  async close(): Promise<void> {
    this.#closing.abort(new GatewayError('STORE_UNAVAILABLE', 'The store is closing.'));
    await Promise.allSettled([...this.#running, ...this.#copying.running()]);
  }

  async #copy(tenant: TenantId, options: CopyOptions): Promise<void> {
    if (await this.#folder.hasTenant(tenant)) return;
    await this.#folder.expectMaster();
    const path = this.#folder.tenantPath(tenant);
    // One name per tenant: what a crash leaves behind is overwritten by the next attempt.
    const copy = `${path}.copying`;
    await this.#folder.makeTenantsFolder();
    // The lock's file is empty and stays: deleting it would let two hold it.
    const lock = FileLock.tryAcquire(`${path}.lock`);
    if (lock === undefined) {
      throw new GatewayError(
        'STORE_UNAVAILABLE',
        'Another process is copying this tenant; try again shortly.',
      );
    }
    try {
      // Another process may have made it since, and reviewed in it.
      if (await this.#folder.hasTenant(tenant)) return;
      await unlessRefused(() => removeDatabase(copy));
      await this.#fill(copy, options);
      await unlessRefused(() => publish(copy, path));
    } catch (error) {
      await removeDatabase(copy).catch(() => undefined);
      throw error;
    } finally {
      lock.release();
    }
  }

  async #fill(targetPath: string, { part, onProgress, signal }: CopyOptions): Promise<void> {
    const { masterPath, tuning } = this.#folder;
    for (;;) {
      const { origin, counts } = this.#readMaster();
      if (part !== undefined) {
        return this.#run({ kind: 'part', masterPath, targetPath, part, tuning }, { onProgress, signal });
      }
      const sound = toSoundFile(counts);
      const task = { kind: 'copy', masterPath, targetPath, origin, sound } as const;
      if (await this.#run(task, { onProgress, signal })) return;
    }
  }

  /** What a refresh has to do where there is nothing to do; undefined when that takes a comparison. */
  async #equalSummary(tenant: TenantId, part: Part | undefined): Promise<RefreshSummary | undefined> {
    await this.#folder.expectMaster();
    await this.#folder.expectTenant(tenant);
    const { origin } = this.#readMaster();
    const wanted = origin && { ...origin, part: fingerprint(part) };
    return this.#folder.with(this.#folder.tenantPath(tenant), {}, database => {
      if (!isSameOrigin(readOrigin(database), wanted)) return undefined;
      const unchanged = typeCounts(database).reduce((sum, { total }) => sum + total, 0);
      return { added: 0, changed: 0, deleted: 0, unchanged };
    });
  }

  #readMaster(): { readonly origin: Origin | undefined; readonly counts: ReturnType<typeof typeCounts> } {
    try {
      return this.#folder.with(this.#folder.masterPath, { readOnly: true }, database => ({
        origin: readOrigin(database),
        counts: typeCounts(database),
      }));
    } catch (error) {
      throw isDamage(error) ? damagedMaster(error) : error;
    }
  }

  async #run<Asked extends Task>(
    task: Asked,
    { onProgress, signal }: Partial<Pick<CopyOptions, 'onProgress' | 'signal'>>,
  ): Promise<TaskResults[Asked['kind']]> {
    const closing = this.#closing.signal;
    const either = signal === undefined ? closing : AbortSignal.any([signal, closing]);
    const running = this.#runner.run(task, { onProgress, signal: either });
    this.#running.add(running);
    return running.finally(() => this.#running.delete(running));
  }

  #task(kind: 'refresh' | 'compare', tenant: TenantId, part: Part | undefined) {
    const { masterPath, tuning } = this.#folder;
    return { kind, masterPath, tenantPath: this.#folder.tenantPath(tenant), part, tuning } as const;
  }
}

/** 0 where there is no file. */
async function sizeOf(path: string): Promise<number> {
  return unlessRefused(() =>
    stat(path).then(
      ({ size }) => size,
      error => (error.code === 'ENOENT' ? 0 : Promise.reject(error)),
    ),
  );
}
