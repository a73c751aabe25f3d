import type { Value } from './values.ts';

export type BinaryOperator =
  | 'and'
  | 'or'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '||'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';

export interface Binding {
  readonly name: string;
  readonly over: Expression;
  /** Set once names are resolved. */
  readonly slot?: number;
}

export type Expression =
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'name'; readonly name: string }
  /** A name that was found: what stands in this place of the row. */
  | { readonly kind: 'variable'; readonly slot: number; readonly name: string }
  | { readonly kind: 'meta'; readonly slot: number }
  | { readonly kind: 'field'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'dynamicField'; readonly of: Expression; readonly name: Expression }
  | { readonly kind: 'element'; readonly of: Expression; readonly index: Expression }
  | { readonly kind: 'slice'; readonly of: Expression; readonly from?: Expression; readonly to?: Expression }
  | { readonly kind: 'object'; readonly members: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'array'; readonly items: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'minus'; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'between'; readonly of: Expression; readonly low: Expression; readonly high: Expression }
  | { readonly kind: 'in'; readonly of: Expression; readonly list: Expression }
  | { readonly kind: 'like'; readonly of: Expression; readonly pattern: Expression }
  | { readonly kind: 'is'; readonly of: Expression; readonly what: IsTest; readonly negated: boolean }
  | {
      readonly kind: 'case';
      readonly of?: Expression;
      readonly branches: readonly (readonly [Expression, Expression])[];
      readonly otherwise?: Expression;
    }
  | {
      readonly kind: 'quantified';
      readonly quantifier: 'any' | 'every' | 'any and every';
      readonly bindings: readonly Binding[];
      readonly condition: Expression;
    }
  | {
      readonly kind: 'comprehension';
      readonly form: 'array' | 'first';
      readonly result: Expression;
      readonly bindings: readonly Binding[];
      readonly when?: Expression;
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly kind: 'aggregate';
      readonly name: string;
      readonly distinct: boolean;
      /** Absent for COUNT(*). */
      readonly of?: Expression;
    }
  | { readonly kind: 'exists'; readonly of: Expression }
  | { readonly kind: 'subquery'; readonly select: Select }
  /** A subquery once it is compiled, with the places of outer rows it reads. */
  | { readonly kind: 'compiled'; readonly run: Evaluate; readonly reads: ReadonlySet<number> };

/** What an expression is compiled to. */
export type Evaluate = (frame: Frame) => Value;

/** The row at hand: its variables by slot, and what the execution gives to all rows. */
export interface Frame {
  readonly slots: Value[];
  readonly parameters: { readonly [name: string]: Value };
  /** What the execution carries; known to those who read documents. */
  readonly run: unknown;
}

export type IsTest = 'null' | 'missing' | 'valued';

export interface KeyspacePath {
  readonly parts: readonly string[];
  readonly system: boolean;
}

export type FromTerm =
  | {
      readonly kind: 'keyspace';
      readonly path: KeyspacePath;
      readonly alias: string;
      readonly keys?: Expression;
      readonly indexes?: readonly string[];
    }
  | { readonly kind: 'expression'; readonly of: Expression; readonly alias: string }
  | { readonly kind: 'subquery'; readonly select: Select; readonly alias: string };

export type JoinTerm =
  | { readonly kind: 'unnest'; readonly left: boolean; readonly of: Expression; readonly alias: string }
  | { readonly kind: 'lookup'; readonly left: boolean; readonly term: FromTerm; readonly keys: Expression }
  | { readonly kind: 'ansi'; readonly left: boolean; readonly term: FromTerm; readonly on: Expression };

export interface From {
  readonly term: FromTerm;
  readonly joins: readonly JoinTerm[];
}

export type Projection =
  | { readonly kind: 'raw'; readonly of: Expression }
  | { readonly kind: 'terms'; readonly terms: readonly ResultTerm[] };

export interface ResultTerm {
  /** `*` of everything has no expression. */
  readonly of?: Expression;
  readonly star: boolean;
  readonly alias?: string;
}

export interface SortTerm {
  readonly of: Expression;
  readonly descending: boolean;
  readonly nulls?: 'first' | 'last';
}

/** One SELECT without what is said of the whole. */
export interface SelectCore {
  readonly distinct: boolean;
  readonly projection: Projection;
  readonly from?: From;
  readonly lets: readonly { readonly name: string; readonly of: Expression }[];
  readonly where?: Expression;
  readonly groupBy?: readonly { readonly of: Expression; readonly alias?: string }[];
  readonly having?: Expression;
}

export interface Select {
  /** Several are a UNION ALL. */
  readonly cores: readonly SelectCore[];
  readonly orderBy: readonly SortTerm[];
  readonly limit?: Expression;
  readonly offset?: Expression;
}

export type KeyspaceTerm = FromTerm & { readonly kind: 'keyspace' };

export interface Assignment {
  readonly path: Expression;
  readonly value: Expression;
}

export interface IndexKey {
  readonly of: Expression;
  readonly each?: 'distinct' | 'all';
  readonly descending: boolean;
  readonly includeMissing: boolean;
}

export interface MergeActions {
  readonly update?: {
    readonly set: readonly Assignment[];
    readonly unset: readonly Expression[];
    readonly where?: Expression;
  };
  readonly remove?: { readonly where?: Expression };
  readonly insert?: { readonly key?: Expression; readonly value: Expression; readonly where?: Expression };
}

export type Statement =
  | { readonly kind: 'select'; readonly select: Select }
  | {
      readonly kind: 'insert';
      readonly mode: 'insert' | 'upsert';
      readonly into: KeyspaceTerm;
      readonly values?: readonly { readonly key: Expression; readonly value: Expression }[];
      readonly from?: { readonly key: Expression; readonly value?: Expression; readonly select: Select };
      readonly returning?: Projection;
    }
  | {
      readonly kind: 'update';
      readonly term: KeyspaceTerm;
      readonly set: readonly Assignment[];
      readonly unset: readonly Expression[];
      readonly where?: Expression;
      readonly limit?: Expression;
      readonly returning?: Projection;
    }
  | {
      readonly kind: 'delete';
      readonly term: KeyspaceTerm;
      readonly where?: Expression;
      readonly limit?: Expression;
      readonly offset?: Expression;
      readonly returning?: Projection;
    }
  | {
      readonly kind: 'merge';
      readonly into: KeyspaceTerm;
      readonly source: FromTerm;
      readonly byKey: boolean;
      readonly on: Expression;
      readonly actions: MergeActions;
      readonly limit?: Expression;
      readonly returning?: Projection;
    }
  | {
      readonly kind: 'createIndex';
      readonly name: string;
      readonly primary: boolean;
      readonly ifNotExists: boolean;
      readonly on: KeyspacePath;
      readonly keys: readonly IndexKey[];
      readonly where?: Expression;
      readonly options: Value;
    }
  | { readonly kind: 'buildIndex'; readonly on: KeyspacePath; readonly names: readonly Expression[] }
  | {
      readonly kind: 'dropIndex';
      readonly name: string;
      readonly primary: boolean;
      readonly ifExists: boolean;
      readonly on: KeyspacePath;
    }
  | {
      readonly kind: 'prepare';
      readonly name?: string;
      readonly text: string;
      readonly statement: Statement;
    };
