import type { ResourceDefinition } from '../../../fhir/definition.ts';
import { IndexTree } from './b-trees.ts';
import { layouts } from './layout.ts';
import { hasBit, mergePieces, mostOf, type NumberBits, type Posted } from './merge.ts';
import type { Rows } from './ordered-rows.ts';
import type { PageSink } from './pages.ts';
import type { PlanFiles } from './plan.ts';
import { Record } from './record.ts';

/** What is known of a type when its `ids` are done. */
export interface Known {
  /** Numbers of resources that a later one of the same id replaced. */
  readonly dead: NumberBits | undefined;
  readonly total: number;
}

/** What all trees of a type are made with. */
export class TypeTrees {
  protected readonly files: PlanFiles;
  protected readonly sink: PageSink;
  protected readonly type: number;
  protected readonly definition: ResourceDefinition;
  protected readonly known: Known | undefined;
  protected readonly record = new Record();

  constructor(files: PlanFiles, sink: PageSink, type: number, known: Known | undefined) {
    this.files = files;
    this.sink = sink;
    this.type = type;
    this.definition = layouts[type]!.definition;
    this.known = known;
  }

  protected get dead(): NumberBits | undefined {
    return this.known?.dead;
  }

  protected get rids(): number {
    return this.files.plan.types[this.type]!.rids;
  }

  protected isLive(rid: number): boolean {
    return this.dead === undefined || !hasBit(this.dead, rid);
  }

  /** The texts of a space, without those that only replaced resources have. */
  protected texts(space: number): Generator<Posted> {
    const pieces = this.files.pieces(this.type, space);
    return mergePieces(pieces, this.dead, this.files.memory.uint32(mostOf(pieces) * 2));
  }

  /** Rows of live resources in a stream of numbers, of which the first is the resource's. */
  protected rowsOf(stream: number, width: number, kept: Rows['kept']): Rows {
    return {
      ...{ width, kept, all: () => this.files.numbers(this.type, stream) },
      isWanted: (numbers, at) => this.isLive(numbers[at]!),
      most: this.files.length(this.type, stream) / (width * 8),
    };
  }

  protected tree(name: string): IndexTree {
    return new IndexTree(this.sink, this.files.root(name));
  }

  protected put(tree: IndexTree, record: Record): void {
    const { bytes, length, start } = record.end();
    tree.add(bytes, length, start);
  }
}
