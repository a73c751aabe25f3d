import { type Item, PositionExpired, type ReadOptions, type Source } from '../../src/ingest/source.ts';

type Version = { readonly id: string; readonly at: number; readonly json: object | undefined };

/**
 * A source that changes and can tell since when, as a server does: every write has the number of its moment. Positions
 * come after each resource.
 */
export class ChangingSource implements Source {
  readonly name: string;
  /** What it was asked for, a reading each. */
  readonly asked: Pick<ReadOptions, 'from' | 'since'>[] = [];
  /** Ahead of each resource; what it throws breaks the reading off. */
  before: (place: number) => void | Promise<void> = () => undefined;
  /** Positions of earlier readings are forgotten. */
  isForgetful = false;
  #moment = 0;
  readonly #versions = new Map<string, Version>();

  constructor(name = 'https://example.org/fhir') {
    this.name = name;
  }

  put(...resources: readonly { readonly resourceType: string; readonly id: string }[]): this {
    for (const json of resources) this.#write(`${json.resourceType}/${json.id}`, json);
    return this;
  }

  delete(...keys: readonly string[]): this {
    for (const key of keys) this.#write(key, undefined);
    return this;
  }

  async *read({ from, since, signal }: ReadOptions): AsyncGenerator<Item> {
    this.asked.push({ from, since });
    if (from !== undefined && this.isForgetful) throw new PositionExpired();
    yield { asOf: String(this.#moment) };
    const all = [...this.#versions.values()].filter(({ at, json }) =>
      since === undefined ? json !== undefined : at > Number(since),
    );
    for (const [place, { id, json }] of all.entries()) {
      if (place < ((from as { next: number } | undefined)?.next ?? 0)) continue;
      await this.before(place);
      if (signal.aborted) return;
      const [type = '', name = ''] = id.split('/');
      if (json === undefined) yield { deleted: { type, id: name } };
      else yield { file: type, line: place + 1, content: { json } };
      yield { position: { next: place + 1 } };
    }
  }

  #write(id: string, json: object | undefined): void {
    this.#versions.delete(id);
    this.#versions.set(id, { id, at: ++this.#moment, json });
  }
}
