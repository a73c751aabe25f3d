import { documentsInMemory } from './documents.ts';
import { type Consistency, type LogEntry, makeEngine } from './engine.ts';
import type { Value } from './values.ts';

/** An engine over documents in memory, as tests of the language use it. */
export interface World {
  /** Runs a statement; what it gives. Indexes see everything unless said otherwise. */
  run(
    statement: string,
    parameters?: { readonly [name: string]: Value },
    consistency?: Consistency,
  ): Promise<readonly Value[]>;
  put(collection: string, key: string, value: Value): void;
  last(): LogEntry;
  settle(): Promise<void>;
}

export function world(...collections: string[]): World {
  const documents = documentsInMemory(collections);
  const engine = makeEngine({ documents });
  return {
    run: async (statement, parameters = {}, consistency = 'request_plus') => {
      const context = { bucket: 'fhir', scope: '_default' };
      const answer = await engine.run({ statement, parameters, consistency, context, readonly: false });
      return answer.results;
    },
    put: documents.put,
    last: () => engine.log.at(-1)!,
    settle: () => engine.settle(),
  };
}

/** The code of the error that a promise ends with. */
export async function codeOf(work: Promise<unknown>): Promise<number | string> {
  try {
    return `no error but ${JSON.stringify(await work)}`;
  } catch (error) {
    return (error as { code?: number }).code ?? String(error);
  }
}
