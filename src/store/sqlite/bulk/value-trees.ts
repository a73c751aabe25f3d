import type { SearchParameter } from '../../../fhir/definition.ts';
import { classOfWidth, rangeIndex, valueTable, widthsMs } from '../schema.ts';
import { layouts } from './layout.ts';
import { unquoted } from './names.ts';
import { orderOf } from './order.ts';
import type { IndexTree } from './pages.ts';
import { firstInt } from './record.ts';
import { TypeTrees } from './type-trees.ts';

/** The tables of texts, dates and quantities, and their indexes. */
export class ValueTrees extends TypeTrees {
  values(place: number): void {
    const { parameter, stream, form } = layouts[this.type]!.parameters[place]!;
    const name = unquoted(valueTable(this.definition, parameter));
    if (parameter.kind === 'string') this.#strings(name, stream, form);
    if (parameter.kind === 'date') this.#dates(name, stream);
    if (parameter.kind === 'quantity') this.#quantities(name, stream, parameter);
  }

  #strings(name: string, stream: number, form: number): void {
    const rows = this.tree(name);
    for (const { bytes, start, length } of this.files.records(this.type, stream)) {
      if (this.isLive(firstInt(bytes, start))) rows.add(bytes, length, start);
    }
    rows.finish();
    const tree = this.tree(`${name} by form`);
    let group: { code: string; system: string; rids: Uint32Array }[] = [];
    const end = () => {
      const pairs = group.flatMap(({ system, rids }) =>
        group.length === 1 ? [] : Array.from(rids, rid => ({ rid, system })),
      );
      // By number, and then by text, which they come in the order of.
      pairs.sort((a, b) => a.rid - b.rid);
      const code = group[0]?.code ?? '';
      for (const { rid, system } of pairs)
        this.put(tree, this.record.begin().binary(code).int(rid).binary(system));
      if (group.length !== 1) return;
      const { system, rids } = group[0]!;
      for (const rid of rids) this.put(tree, this.record.begin().binary(code).int(rid).binary(system));
    };
    for (const { code, system, rids } of this.texts(form)) {
      if (group.length > 0 && group[0]!.code !== code) {
        end();
        group = [];
      }
      group.push({ code, system, rids: rids.slice() });
    }
    end();
    tree.finish();
  }

  #dates(name: string, stream: number): void {
    const tree = this.tree(name);
    const rows = this.#valueRows(stream, 3);
    for (let row = 0; row < rows.count; row++) {
      this.put(tree, this.record.begin().int(rows.rids[row]!).int(rows.lows[row]!).int(rows.highs[row]!));
    }
    tree.finish();
    const byLow = this.tree(`${name} by low`);
    const order = this.#order(rows.lows);
    for (let place = 0; place <= widthsMs.length; place++) {
      for (const row of order) {
        const [low, high] = [rows.lows[row]!, rows.highs[row]!];
        if (classOfWidth(high - low) !== place) continue;
        this.put(byLow, this.record.begin().int(place).int(low).int(rows.rids[row]!).int(high));
      }
    }
    byLow.finish();
  }

  #quantities(name: string, stream: number, parameter: SearchParameter): void {
    const rows = this.#valueRows(stream, 4);
    const units = this.#units(stream, rows);
    const put = (tree: IndexTree, row: number, first: 'rid' | 'low' | 'high') => {
      const [rid, low, high] = [rows.rids[row]!, rows.lows[row]!, rows.highs[row]!];
      const record = this.record.begin();
      if (first === 'rid') record.int(rid).real(low).real(high);
      else if (first === 'low') record.real(low).int(rid).real(high);
      else record.real(high).int(rid).real(low);
      for (const text of units[rows.units[row]!]!) record.binary(text);
      this.put(tree, record);
    };
    const tree = this.tree(name);
    for (let row = 0; row < rows.count; row++) put(tree, row, 'rid');
    tree.finish();
    for (const end of ['low', 'high'] as const) {
      const tree = this.tree(unquoted(rangeIndex(valueTable(this.definition, parameter), end)));
      for (const row of this.#order(end === 'low' ? rows.lows : rows.highs)) put(tree, row, end);
      tree.finish();
    }
  }

  /** The rows in the order of these, one a row. */
  #order(keys: Float64Array): Uint32Array {
    const { memory } = this.files;
    const [rows, other] = [memory.uint32(keys.length), memory.uint32(keys.length)];
    for (let row = 0; row < rows.length; row++) rows[row] = row;
    return orderOf(keys, rows, other);
  }

  /** Of live resources. */
  #valueRows(stream: number, width: 3 | 4): ValueRows {
    const most = this.files.length(this.type, stream) / (width * 8);
    const { memory } = this.files;
    const [rids, lows, highs] = [memory.uint32(most), memory.float64(most), memory.float64(most)];
    const units = memory.uint32(width === 4 ? most : 0);
    const ends: number[] = [];
    let count = 0;
    for (const numbers of this.files.numbers(this.type, stream)) {
      for (let at = 0; at < numbers.length; at += width) {
        const rid = numbers[at]!;
        if (!this.isLive(rid)) continue;
        rids[count] = rid;
        lows[count] = numbers[at + 1]!;
        highs[count] = numbers[at + 2]!;
        if (width === 4) units[count] = numbers[at + 3]!;
        count += 1;
      }
      ends.push(count);
    }
    return { rids, lows: lows.subarray(0, count), highs: highs.subarray(0, count), units, count, ends };
  }

  /** What the rows are measured in: `rows.units` become places in the list, which is one for all segments. */
  #units(stream: number, rows: ValueRows): readonly (readonly string[])[] {
    const known = new Map<string, number>();
    let row = 0;
    let segment = 0;
    for (const bytes of this.files.stream(this.type, stream + 1)) {
      const texts: string[][] = bytes.length === 0 ? [] : JSON.parse(bytes.toString('utf8'));
      const places = texts.map(text => {
        const key = JSON.stringify(text);
        const place = known.get(key) ?? known.size;
        known.set(key, place);
        return place;
      });
      for (const end = rows.ends[segment++]!; row < end; row++) rows.units[row] = places[rows.units[row]!]!;
    }
    return [...known.keys()].map(key => JSON.parse(key) as string[]);
  }
}

interface ValueRows {
  readonly rids: Uint32Array;
  readonly lows: Float64Array;
  readonly highs: Float64Array;
  readonly units: Uint32Array;
  readonly count: number;
  /** Rows up to the end of each segment. */
  readonly ends: readonly number[];
}
