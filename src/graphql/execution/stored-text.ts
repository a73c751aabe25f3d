import { JsonWalk, letters } from '../../core/json-walk.ts';
import type { StoredJson } from '../../core/stored-json.ts';
import { closed, leafText } from './json-text.ts';
import type { Completion, LeafCompletion, ObjectCompletion, Plan, PlannedField } from './plan.ts';
import { serializedText } from './static-text.ts';

const letter = letters;

/** Null: one of the fields is more than a property. Undefined: something is out of the ordinary. Of a value it may be `asItStands`. */
type Written = string | null | undefined;

/** Of a value whose text is the one that it has: none is made before it is known what is copied with it. */
const asItStands = '';

/**
 * The text of fields that are properties of stored objects, of their own texts: what is selected is copied, and nothing parsed. The same as
 * of the parsed objects; wherever that is not plain to see it gives up. A walk through values of a JSON text, which is known to be sound.
 */
export class Copying extends JsonWalk {
  readonly #plan: Plan;
  /** Of the fields of the objects around what is read: where the value begins (-1: there is none) and ends, and what is written. */
  readonly #begins: number[] = [];
  readonly #ends: number[] = [];
  readonly #texts: string[] = [];
  #fields = 0;

  constructor(plan: Plan) {
    super();
    this.#plan = plan;
  }

  copy(fields: readonly PlannedField[], source: StoredJson): Written {
    this.begin(source.json);
    this.#fields = 0;
    try {
      return this.#elements(fields, source);
    } catch {
      return undefined;
    }
  }

  #elements(fields: readonly PlannedField[], source: StoredJson): Written {
    let text = '';
    for (const field of fields) {
      let written: Written = field.constant;
      if (written === undefined) {
        if (field.resolve !== undefined) return null;
        const at = source.placeOf(field.name);
        written = at < 0 ? absent(field) : this.#value(field, field.completion, at);
        if (written === asItStands) written = this.json.slice(at, this.end);
        if (typeof written !== 'string') return written;
      }
      text += field.opening + written;
    }
    return text;
  }

  #value(field: PlannedField, completion: Completion, at: number): Written {
    const first = this.json.charCodeAt(at);
    if (first === letter.n) {
      this.end = at + 4;
      return completion.kind === 'nonNull' ? undefined : 'null';
    }
    switch (completion.kind) {
      case 'nonNull':
        return this.#value(field, completion.inner, at);
      case 'leaf':
        return this.#leaf(completion, first, at);
      case 'list':
        return first === letter.bracket ? this.#list(field, completion.item, at) : undefined;
      case 'object':
        return first === letter.brace ? this.#object(completion, field, at) : undefined;
      case 'abstract':
        return null;
    }
  }

  #leaf({ type, plain }: LeafCompletion, first: number, at: number): Written {
    if (first === letter.brace || first === letter.bracket) return undefined;
    const end = first === letter.quote ? this.stringEnd(at) : this.wordEnd(at);
    this.end = end;
    // What is written in another way than JSON.stringify would is so by its escapes.
    if (first === letter.quote && plain === 'string' && !this.hasEscape(at, end)) return asItStands;
    const value: unknown = JSON.parse(this.json.slice(at, end));
    return typeof value === plain ? leafText(value) : serializedText(type, value);
  }

  #list(field: PlannedField, item: Completion, at: number): Written {
    const json = this.json;
    if (json.charCodeAt(at + 1) === letter.endBracket) {
      this.end = at + 2;
      return asItStands;
    }
    let text = asItStands;
    let next = at;
    do {
      const entry = this.#value(field, item, next + 1);
      if (typeof entry !== 'string') return entry;
      if (entry !== asItStands) text += (text === asItStands ? json.slice(at, next + 1) : ',') + entry;
      else if (text !== asItStands) text += json.slice(next, this.end);
      next = this.end;
    } while (json.charCodeAt(next) === letter.comma);
    if (json.charCodeAt(next) !== letter.endBracket) return undefined;
    this.end = next + 1;
    return text === asItStands ? asItStands : `${text}]`;
  }

  #object(completion: ObjectCompletion, { nodes }: PlannedField, at: number): Written {
    const json = this.json;
    const fields = this.#plan.fieldsOf(completion, nodes);
    const base = this.#fields;
    this.#fields += fields.length;
    for (let place = base; place < this.#fields; place++) this.#begins[place] = -1;
    let next = at;
    if (json.charCodeAt(at + 1) === letter.endBrace) next += 1;
    else {
      do {
        const found = this.#member(fields, base, next + 1);
        if (found !== true) return found;
        next = this.end;
      } while (json.charCodeAt(next) === letter.comma);
    }
    if (json.charCodeAt(next) !== letter.endBrace) return undefined;
    this.end = next + 1;
    this.#fields = base;
    return this.#members(fields, base, at);
  }

  /** Reads a member of an object for all fields that it is the value of. True: it was what it should be. */
  #member(fields: readonly PlannedField[], base: number, at: number): true | null | undefined {
    const json = this.json;
    const nameEnd = json.indexOf('"', at + 1);
    const value = nameEnd + 2;
    if (json.charCodeAt(at) !== letter.quote || json.charCodeAt(nameEnd + 1) !== letter.colon)
      return undefined;
    if (this.hasEscape(at, nameEnd)) return undefined;
    let isRead = false;
    for (let place = 0; place < fields.length; place++) {
      const field = fields[place]!;
      if (field.constant !== undefined) continue;
      if (field.resolve !== undefined) return null;
      if (field.name.length !== nameEnd - at - 1 || !json.startsWith(field.name, at + 1)) continue;
      const written = this.#value(field, field.completion, value);
      if (typeof written !== 'string') return written;
      this.#begins[base + place] = value;
      this.#ends[base + place] = this.end;
      this.#texts[base + place] = written;
      isRead = true;
    }
    if (!isRead) this.end = this.behind(value);
    return true;
  }

  /** The text of the object that begins at `at` and has been read. Members that stand beside one another are copied together. */
  #members(fields: readonly PlannedField[], base: number, at: number): string | undefined {
    const json = this.json;
    let text = '';
    // What is to be copied next; there is such where the end is known.
    let from = -1;
    let end = -1;
    for (let place = 0; place < fields.length; place++) {
      const field = fields[place]!;
      const begin = this.#begins[base + place]!;
      const written = field.constant ?? (begin < 0 ? absent(field) : this.#texts[base + place]);
      if (written === undefined) return undefined;
      if (written !== asItStands || field.key !== field.name) {
        if (end >= 0) text += json.slice(from, end);
        end = -1;
        text +=
          field.opening + (written === asItStands ? json.slice(begin, this.#ends[base + place]) : written);
        continue;
      }
      // With its name, in quotes, and a colon.
      const member = begin - field.name.length - 3;
      if (member !== end + 1) {
        if (end >= 0) text += json.slice(from, end);
        const isFirst = member - 1 === at;
        // With the brace or comma before it, if it is the right one.
        from = isFirst === (place === 0) ? member - 1 : member;
        if (from === member) text += place === 0 ? '{' : ',';
      }
      end = this.#ends[base + place]!;
    }
    if (text === '' && from === at && end === this.end - 1) return asItStands;
    if (end >= 0) text += json.slice(from, end);
    return closed(text, true);
  }
}

function absent({ isNonNull }: PlannedField): string | undefined {
  return isNonNull ? undefined : 'null';
}
