import type { SearchParameter } from '../../../fhir/definition.ts';
import { classOfWidth, rangeIndex, valueTable, widthsMs } from '../schema.ts';
import { layouts } from './layout.ts';
import type { TaskMemory } from './memory.ts';
import { unquoted } from './names.ts';
import { orderOf } from './order.ts';
import { orderedRows, type Rows } from './ordered-rows.ts';
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
    let group: TextPosted[] = [];
    const end = () => {
      for (const [rid, text] of byNumber(group, this.files.memory)) {
        this.put(tree, this.record.begin().binary(group[0]!.code).int(rid).binary(text));
      }
      group = [];
    };
    for (const { code, system, rids } of this.texts(form)) {
      if (group.length > 0 && group[0]!.code !== code) end();
      group.push({ code, system, rids: rids.slice() });
    }
    end();
    tree.finish();
  }

  #dates(name: string, stream: number): void {
    const tree = this.tree(name);
    for (const numbers of this.files.numbers(this.type, stream)) {
      for (let at = 0; at < numbers.length; at += 3) {
        const [rid, low, high] = [numbers[at]!, numbers[at + 1]!, numbers[at + 2]!];
        if (this.isLive(rid)) this.put(tree, this.record.begin().int(rid).int(low).int(high));
      }
    }
    tree.finish();
    const byLow = this.tree(`${name} by low`);
    const rows = this.rowsOf(stream, 3, [1, 2, 0]);
    for (let place = 0; place <= widthsMs.length; place++) {
      const isWanted: Rows['isWanted'] = (numbers, at) =>
        rows.isWanted(numbers, at) && classOfWidth(numbers[at + 2]! - numbers[at + 1]!) === place;
      this.#inOrder({ ...rows, isWanted }, ([lows, highs, rids], row) =>
        this.put(byLow, this.record.begin().int(place).int(lows![row]!).int(rids![row]!).int(highs![row]!)),
      );
    }
    byLow.finish();
  }

  #quantities(name: string, stream: number, parameter: SearchParameter): void {
    const units: (readonly string[])[] = [];
    const rows: Rows = {
      ...this.rowsOf(stream, 4, [1, 2, 0, 3]),
      all: () => this.#withUnits(stream, units),
    };
    const tree = this.tree(name);
    for (const numbers of rows.all()) {
      for (let at = 0; at < numbers.length; at += 4) {
        if (!rows.isWanted(numbers, at)) continue;
        const [rid, low, high, unit] = [numbers[at]!, numbers[at + 1]!, numbers[at + 2]!, numbers[at + 3]!];
        this.record.begin().int(rid).real(low).real(high);
        for (const text of units[unit]!) this.record.binary(text);
        this.put(tree, this.record);
      }
    }
    tree.finish();
    for (const end of ['low', 'high'] as const) {
      const tree = this.tree(unquoted(rangeIndex(valueTable(this.definition, parameter), end)));
      const kept = end === 'low' ? ([1, 2, 0, 3] as const) : ([2, 1, 0, 3] as const);
      this.#inOrder({ ...rows, kept }, ([keys, others, rids, places], row) => {
        this.record.begin().real(keys![row]!).int(rids![row]!).real(others![row]!);
        for (const text of units[places![row]!]!) this.record.binary(text);
        this.put(tree, this.record);
      });
      tree.finish();
    }
  }

  /** Calls it for each row in order, with the columns that are kept. */
  #inOrder(rows: Rows, put: (columns: readonly Float64Array[], row: number) => void): void {
    const { memory, plan } = this.files;
    const before = memory.mark();
    for (const { columns, order } of orderedRows(memory, rows, plan.tuning.rowsInOrder)) {
      for (const row of order) put(columns, row);
    }
    memory.release(before);
  }

  /** Rows of quantities; what they are measured in is a place in the list of their segment, which becomes one in `units`. */
  *#withUnits(stream: number, units: (readonly string[])[]): Generator<Float64Array> {
    const known = new Map(units.map((texts, place) => [JSON.stringify(texts), place]));
    const lists = this.files.stream(this.type, stream + 1);
    for (const numbers of this.files.numbers(this.type, stream)) {
      const bytes = lists.next().value as Buffer;
      const list: string[][] = bytes.length === 0 ? [] : JSON.parse(bytes.toString('utf8'));
      const places = list.map(texts => {
        const key = JSON.stringify(texts);
        const place = known.get(key) ?? units.push(texts) - 1;
        known.set(key, place);
        return place;
      });
      for (let at = 3; at < numbers.length; at += 4) numbers[at] = places[numbers[at]!]!;
      yield numbers;
    }
  }
}

/** A form, a text that it comes from, and who has it. */
interface TextPosted {
  readonly code: string;
  readonly system: string;
  readonly rids: Uint32Array;
}

/** Resources and texts of one form: by number, and then by text, which they come in the order of. */
function* byNumber(
  group: readonly TextPosted[],
  memory: TaskMemory,
): Generator<readonly [rid: number, text: string]> {
  if (group.length === 1) {
    for (const rid of group[0]!.rids) yield [rid, group[0]!.system];
    return;
  }
  const before = memory.mark();
  const count = group.reduce((sum, { rids }) => sum + rids.length, 0);
  const [numbers, texts] = [memory.float64(count), memory.uint32(count)];
  const [places, other] = [memory.uint32(count), memory.uint32(count)];
  let at = 0;
  for (const [text, { rids }] of group.entries()) {
    for (const rid of rids) {
      numbers[at] = rid;
      texts[at] = text;
      places[at] = at;
      at += 1;
    }
  }
  for (const place of orderOf(numbers, places, other)) yield [numbers[place]!, group[texts[place]!]!.system];
  memory.release(before);
}
