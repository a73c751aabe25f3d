import type { SearchParameter, Token } from '../../../fhir/definition.ts';
import type { Resource } from '../../../fhir/types.ts';
import { compareText } from '../../../fhir/values.ts';
import type { JsonText } from '../../port.ts';
import { codesOfSpan, prefixesOf } from '../buckets.ts';
import { toContent } from '../content.ts';
import { type SortValues, sortValues } from '../index-writer.ts';
import { clampNumber, clampTime } from '../ranges.ts';
import { noTime } from '../schema.ts';
import { TableLeaves } from './b-trees.ts';
import { copyContent } from './copied-content.ts';
import { Gatherer, type Run } from './gather.ts';
import { layouts, type ParameterPlaces, placeOfType, rowStream, sortStream } from './layout.ts';
import type { PageRange, PageSink } from './pages.ts';
import { putVarint, Record, varintLength } from './record.ts';
import type { SpoolWriter } from './spool.ts';
import { Stream } from './stream.ts';
import { toBinary } from './texts.ts';

/** Rows of resources that come one behind the other. */
export interface Segment {
  readonly type: number;
  readonly first: number;
  readonly count: number;
  /** Where its streams begin in the spool; they stand one behind the other. */
  readonly offset: number;
  /** Bytes of each stream, which the next begins behind at a multiple of 8. */
  readonly lengths: readonly number[];
}

/** The JSON of resources, in one piece of memory. */
export interface ResourceJson {
  readonly bytes: Uint8Array;
  readonly texts: readonly (JsonText | undefined)[];
}

/** What a loader has written since it was asked last. */
export interface Loaded {
  readonly segments: readonly Segment[];
  readonly runs: readonly Run[];
  /** Pages that it has and has not used yet. */
  readonly rest: readonly PageRange[];
  readonly spoolLength: number;
}

/** Takes resources apart: contents go to their pages, all else to a spool. Of every thread that loads there is one. */
export class Loader {
  readonly #sink: PageSink;
  readonly #spool: SpoolWriter;
  readonly #gatherer: Gatherer;
  readonly #contents: readonly TableLeaves[];
  readonly #streams: readonly (readonly Stream[])[];
  readonly #record = new Record();
  /** Of streams of units. */
  readonly #units: ReadonlyMap<Stream, Map<string, number>>;
  #segments: Segment[] = [];
  #content: Buffer = Buffer.allocUnsafe(64 * 1024);

  constructor(sink: PageSink, spool: SpoolWriter) {
    this.#sink = sink;
    this.#spool = spool;
    this.#gatherer = new Gatherer(this.#spool);
    this.#contents = layouts.map(() => new TableLeaves(this.#sink));
    this.#streams = layouts.map(({ leafStream }) => Array.from({ length: leafStream }, () => new Stream()));
    this.#units = new Map(this.#streams.flat().map(stream => [stream, new Map()]));
  }

  /**
   * @param take gives out numbers: so many of each type; returns those before the first
   * @param json what the resources were read from, if they were
   */
  add(
    resources: readonly Resource[],
    take: (counts: readonly number[]) => readonly number[],
    json?: ResourceJson,
  ): void {
    const counts = layouts.map(() => 0);
    for (const { resourceType } of resources) counts[placeOfType(resourceType)]! += 1;
    const before = take(counts);
    const numbers = [...before];
    for (let place = 0; place < resources.length; place++) {
      const resource = resources[place]!;
      const type = placeOfType(resource.resourceType);
      const rid = ++numbers[type]!;
      this.#addContent(type, resource, rid, json?.bytes, json?.texts[place]);
      this.#add(type, resource, rid);
    }
    for (const [type, count] of counts.entries()) {
      if (count > 0) this.#endSegment(type, before[type]! + 1, count);
    }
  }

  /** Everything that was added is in the files when it returns. */
  take(): Loaded {
    const runs = this.#gatherer.takeRuns();
    const segments = this.#segments;
    this.#segments = [];
    this.#sink.flush();
    this.#spool.flush();
    return { segments, runs, rest: this.#sink.rest, spoolLength: this.#spool.length };
  }

  #add(type: number, resource: Resource, rid: number): void {
    const { definition, id, name, parameters } = layouts[type]!;
    const streams = this.#streams[type]!;
    const gatherer = this.#gatherer;
    const sorts = sortValues(definition, resource);
    streams[sortStream]!.numbers(rid, sorts.date, sorts.updated);
    gatherer.add(type, id, resource.id, '', rid);
    if (definition.name !== undefined) gatherer.add(type, name, sorts.name, '', rid);
    let present = 0;
    // See presenceBit.
    let bit = 1;
    for (const places of parameters) {
      const isPresent = places.parameter.present(resource);
      if (isPresent) present += bit;
      bit *= 2;
      if (isPresent || places.isOfAll) this.#addParameter(type, places, resource, rid);
    }
    streams[rowStream]!.record(this.#row(resource, rid, sorts, present));
  }

  #row(resource: Resource, rid: number, { date, name, updated }: SortValues, present: number): Record {
    const row = this.#record.begin().int(rid).text(resource.id);
    const version: unknown = resource.meta?.versionId;
    if (typeof version === 'string') row.text(version);
    else row.null();
    return row.int(date).text(name).int(updated).int(present).int(0).int(noTime).null().end();
  }

  #addContent(
    type: number,
    resource: Resource,
    rid: number,
    json: Uint8Array | undefined,
    text: JsonText | undefined,
  ): void {
    const length = this.#copyContent(json, text) ?? this.#writeContent(resource);
    const bytes = this.#content;
    const kind = length * 2 + 13;
    const header = 2 + varintLength(kind);
    const start = headerRoom - header;
    bytes[start] = header;
    // The number stands in the cell.
    bytes[start + 1] = 0;
    putVarint(bytes, start + 2, kind);
    this.#contents[type]!.add(rid, bytes, header + length, start);
  }

  /** Behind room for the record's header. Returns the length, or undefined where it cannot be done. */
  #copyContent(json: Uint8Array | undefined, text: JsonText | undefined): number | undefined {
    if (json === undefined || text === undefined) return undefined;
    const { start, end, names } = text;
    this.#reserveContent((end - start) * 2);
    const behind = copyContent(json, start, end, names, this.#content, headerRoom);
    return behind < 0 ? undefined : behind - headerRoom;
  }

  /** The same of what is not in bytes, or otherwise written there. */
  #writeContent(resource: Resource): number {
    const text = toContent(resource);
    // The most that UTF-8 takes for a unit.
    this.#reserveContent(text.length * 3);
    return this.#content.write(text, headerRoom, 'utf8');
  }

  #reserveContent(most: number): void {
    if (this.#content.length < most + headerRoom) this.#content = Buffer.allocUnsafe((most + headerRoom) * 2);
  }

  #addParameter(type: number, places: ParameterPlaces, resource: Resource, rid: number): void {
    const { parameter } = places;
    const gatherer = this.#gatherer;
    switch (parameter.kind) {
      case 'token':
        this.#addTokens(type, places.term, places.system, parameter.values(resource), rid);
        return;
      case 'reference':
        for (const target of parameter.values(resource)) gatherer.add(type, places.term, target, '', rid);
        this.#addTokens(
          type,
          places.identifier,
          places.identifierSystem,
          parameter.identifiers(resource),
          rid,
        );
        return;
      case 'uri':
        for (const uri of parameter.values(resource)) gatherer.add(type, places.term, uri, '', rid);
        return;
      case 'string':
        this.#addStrings(type, places, parameter, resource, rid);
        return;
      case 'date':
        this.#addDates(type, places, parameter, resource, rid);
        return;
      case 'quantity':
        this.#addQuantities(type, places, parameter, resource, rid);
    }
  }

  #addTokens(type: number, term: number, ofSystem: number, tokens: readonly Token[], rid: number): void {
    for (const { system, code } of tokens) {
      this.#gatherer.add(type, term, code, system, rid);
      if (system !== '') this.#gatherer.add(type, ofSystem, '', system, rid);
    }
  }

  #addStrings(
    type: number,
    { form: space, bucket, stream }: ParameterPlaces,
    parameter: SearchParameter & { readonly kind: 'string' },
    resource: Resource,
    rid: number,
  ): void {
    const texts = parameter.values(resource);
    if (texts.length === 0) return;
    const forms: string[] = [];
    const textOf: string[] = [];
    for (const text of texts) {
      for (const form of parameter.forms(text)) {
        forms.push(form);
        textOf.push(text);
        this.#gatherer.add(type, space, form, text, rid);
        if (bucket < 0) continue;
        for (const prefix of prefixesOf(form)) this.#gatherer.add(type, bucket, prefix, '', rid);
      }
    }
    const out = this.#streams[type]![stream]!;
    const order = forms.map((_, place) => place);
    if (order.length > 1) {
      order.sort((a, b) => compareText(forms[a]!, forms[b]!) || compareText(textOf[a]!, textOf[b]!));
    }
    for (let at = 0; at < order.length; at++) {
      const place = order[at]!;
      const before = order[at - 1];
      const isTwice =
        before !== undefined && forms[before] === forms[place] && textOf[before] === textOf[place];
      if (isTwice) continue;
      out.record(this.#record.begin().int(rid).text(forms[place]!).text(textOf[place]!).end());
    }
  }

  #addDates(
    type: number,
    { bucket, stream }: ParameterPlaces,
    parameter: SearchParameter & { readonly kind: 'date' },
    resource: Resource,
    rid: number,
  ): void {
    const spans = parameter.values(resource);
    if (spans.length === 0) return;
    if (bucket >= 0) {
      for (const { low, high } of spans) {
        for (const code of codesOfSpan(low, high)) this.#gatherer.add(type, bucket, code, '', rid);
      }
    }
    const out = this.#streams[type]![stream]!;
    if (spans.length === 1) {
      out.numbers(rid, clampTime(spans[0]!.low), clampTime(spans[0]!.high));
      return;
    }
    const rows = spans.map(({ low, high }) => [clampTime(low), clampTime(high)] as const);
    for (const [low, high] of distinctRows(rows)) out.numbers(rid, low, high);
  }

  #addQuantities(
    type: number,
    { stream }: ParameterPlaces,
    parameter: SearchParameter & { readonly kind: 'quantity' },
    resource: Resource,
    rid: number,
  ): void {
    const out = this.#streams[type]![stream]!;
    const rows = parameter
      .values(resource)
      .map(({ low, high, system, code, unit }) => [
        clampNumber(low) + 0,
        clampNumber(high) + 0,
        this.#unit(type, stream + 1, [system, code, unit].map(toBinary)),
      ]);
    if (rows.length > 1) {
      const units = [...this.#units.get(this.#streams[type]![stream + 1]!)!.keys()];
      const textOf = (place: number) => JSON.parse(units[place]!) as [string, string, string];
      rows.sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]! || compareAll(textOf(a[2]!), textOf(b[2]!)));
    }
    for (const [place, row] of rows.entries()) {
      const before = rows[place - 1];
      if (before !== undefined && row.every((value, column) => value === before[column])) continue;
      out.numbers(rid, row[0]!, row[1]!, row[2]!);
    }
  }

  /** What something is measured in, as a place in the list of the segment's. */
  #unit(type: number, stream: number, texts: readonly string[]): number {
    const key = JSON.stringify(texts);
    const units = this.#units.get(this.#streams[type]![stream]!)!;
    let place = units.get(key);
    if (place === undefined) {
      place = units.size;
      units.set(key, place);
    }
    return place;
  }

  #endSegment(type: number, first: number, count: number): void {
    this.#spool.align();
    const offset = this.#spool.length;
    const lengths = this.#streams[type]!.map(stream => {
      const units = this.#units.get(stream)!;
      if (units.size > 0) {
        stream.text(`[${[...units.keys()].join()}]`);
        units.clear();
      }
      this.#spool.write(stream.bytes.subarray(0, stream.length));
      this.#spool.align();
      const { length } = stream;
      stream.length = 0;
      return length;
    });
    const leaves = new Uint8Array(Uint32Array.from(this.#contents[type]!.take()).buffer);
    this.#spool.write(leaves);
    this.#spool.align();
    this.#segments.push({ type, first, count, offset, lengths: [...lengths, leaves.length] });
  }
}

/** A record's header takes less than this. */
const headerRoom = 16;

function compareAll(a: readonly string[], b: readonly string[]): number {
  for (const [place, one] of a.entries()) {
    const order = compareBinary(one, b[place]!);
    if (order !== 0) return order;
  }
  return 0;
}

function compareBinary(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** In order, each once. */
function distinctRows(rows: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  if (rows.length < 2) return rows;
  const sorted = [...rows].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return sorted.filter(
    (row, place) => place === 0 || row[0] !== sorted[place - 1]![0] || row[1] !== sorted[place - 1]![1],
  );
}
