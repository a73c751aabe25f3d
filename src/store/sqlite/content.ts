import { type StoredJson, stored } from '../../core/stored-json.ts';
import type { Resource } from '../../fhir/types.ts';

/**
 * A resource as it is stored: JSON, in which every element begins a line. Within a value no line ends, so an element is found
 * by its name at the beginning of a line, and read without the others.
 */
export function toContent(resource: Resource): string {
  let content = '';
  for (const name of Object.keys(resource)) {
    const text = JSON.stringify(resource[name]);
    if (text !== undefined)
      content += `${content === '' ? '{' : ','}${beginnings.get(name) ?? beginningOf(name)}${text}`;
  }
  return content === '' ? '{}' : `${content}}`;
}

/** How documents are read. `whole`: at once. `parts`: each element when it is asked for, for what is read once and let go. */
export type Reading = 'whole' | 'parts';

export function readContent(content: string, reading: Reading): Resource {
  // Older gateways wrote it in one line.
  if (reading === 'whole' || content[1] !== '\n') return JSON.parse(content);
  return new Proxy({}, new Parts(content)) as Resource;
}

/** What a line begins with, by the name of its element. Names are asked for by code and schema. */
const beginnings = new Map<string, string>();
const maxBeginnings = 2_000;

/** A document of which are parsed those elements that are asked for. Nobody can tell it from the parsed one. */
class Parts implements ProxyHandler<object>, StoredJson {
  /** Empty once all of it was parsed. */
  json: string;
  madeBy: object | undefined = undefined;
  made = '';
  /** All of it, once more was asked for than elements by their names. */
  #whole: object | undefined;
  /** Where the value begins of the element that was found last. */
  #found = 0;

  constructor(content: string) {
    this.json = content;
  }

  /** @param parsed the elements that were asked for */
  get(parsed: Record<string, unknown>, name: string | symbol): unknown {
    if (this.#whole !== undefined) return Reflect.get(this.#whole, name);
    if (name === stored) return this;
    const value = parsed[name as string];
    // What every object has may be an element of this one; and no element is a function.
    if (typeof value === 'function' || name === '__proto__') return Reflect.get(this.#all(parsed), name);
    return value === undefined && typeof name === 'string' ? this.#element(parsed, name) : value;
  }

  has(parsed: Record<string, unknown>, name: string | symbol): boolean {
    return Reflect.has(this.#all(parsed), name);
  }

  ownKeys(parsed: Record<string, unknown>): (string | symbol)[] {
    return Reflect.ownKeys(this.#all(parsed));
  }

  getOwnPropertyDescriptor(parsed: Record<string, unknown>, name: string | symbol) {
    return Reflect.getOwnPropertyDescriptor(this.#all(parsed), name);
  }

  // Readers share it.
  set(): boolean {
    return false;
  }

  defineProperty(): boolean {
    return false;
  }

  deleteProperty(): boolean {
    return false;
  }

  preventExtensions(): boolean {
    return false;
  }

  setPrototypeOf(): boolean {
    return false;
  }

  placeOf(name: string): number {
    const beginning = beginnings.get(name) ?? beginningOf(name);
    // Elements are mostly asked for in the order in which they stand.
    let at = this.json.indexOf(beginning, this.#found);
    if (at < 0 && this.#found > 0) at = this.json.indexOf(beginning);
    if (at < 0) return -1;
    this.#found = at + beginning.length;
    return this.#found;
  }

  #element(parsed: Record<string, unknown>, name: string): unknown {
    const at = this.placeOf(name);
    if (at < 0) return undefined;
    const { json } = this;
    const next = json.indexOf('\n', at);
    // Before the next line there is a comma, before the end a bracket.
    const value = parsedValue(json.slice(at, (next < 0 ? json.length : next) - 1));
    parsed[name] = value;
    return value;
  }

  /** With what was given out before: it may have been noted by whoever got it. */
  #all(parsed: Record<string, unknown>): object {
    if (this.#whole !== undefined) return this.#whole;
    const whole = JSON.parse(this.json);
    for (const name of Object.keys(parsed)) whole[name] = parsed[name];
    this.#whole = whole;
    this.json = '';
    return whole;
  }
}

/** Most elements that are asked for are text without anything escaped, which stands there as it is. */
function parsedValue(json: string): unknown {
  const isPlain = json.charCodeAt(0) === quote && !json.includes('\\');
  return isPlain ? json.slice(1, -1) : JSON.parse(json);
}

const quote = 0x22;

function beginningOf(name: string): string {
  if (beginnings.size >= maxBeginnings) beginnings.clear();
  const beginning = `\n${JSON.stringify(name)}:`;
  beginnings.set(name, beginning);
  return beginning;
}
