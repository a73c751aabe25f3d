import { JsonWalk, letters } from './json-walk.ts';
import { storedJsonOf } from './stored-json.ts';

const letter = letters;

/**
 * An element of a resource, of which no more may be there than what stands at a path of members: of lists, in every entry. A third of the
 * cost of parsing all of it, where its text is at hand.
 */
export function partOf(resource: object, element: string, path: readonly string[]): unknown {
  const source = storedJsonOf(resource);
  if (source !== undefined) {
    const at = source.placeOf(element);
    if (at < 0) return undefined;
    try {
      walk.begin(source.json);
      return walk.part(at, path, 0);
    } catch {
      // Parsing will tell what is wrong, if anything is.
    } finally {
      // Nobody's document is kept here.
      walk.begin('');
    }
  }
  return (resource as Readonly<Record<string, unknown>>)[element];
}

class Parting extends JsonWalk {
  part(at: number, path: readonly string[], depth: number): unknown {
    const first = this.json.charCodeAt(at);
    const name = path[depth];
    if (first === letter.brace && name !== undefined) return this.#member(at, name, path, depth + 1);
    if (first === letter.bracket && name !== undefined) return this.#list(at, path, depth);
    return this.#whole(at);
  }

  #member(at: number, name: string, path: readonly string[], depth: number): object {
    const { json } = this;
    const found: Record<string, unknown> = {};
    let next = at;
    if (json.charCodeAt(at + 1) === letter.endBrace) next += 1;
    else {
      do {
        const begin = next + 1;
        const nameEnd = json.indexOf('"', begin + 1);
        if (json.charCodeAt(nameEnd + 1) !== letter.colon || this.hasEscape(begin, nameEnd)) throw unusual();
        const isIt = name.length === nameEnd - begin - 1 && json.startsWith(name, begin + 1);
        if (isIt) found[name] = this.part(nameEnd + 2, path, depth);
        else this.end = this.behind(nameEnd + 2);
        next = this.end;
      } while (json.charCodeAt(next) === letter.comma);
    }
    if (json.charCodeAt(next) !== letter.endBrace) throw unusual();
    this.end = next + 1;
    return found;
  }

  #list(at: number, path: readonly string[], depth: number): unknown[] {
    const { json } = this;
    const found: unknown[] = [];
    let next = at;
    if (json.charCodeAt(at + 1) === letter.endBracket) next += 1;
    else {
      do {
        // Of lists within lists nothing is left out.
        const isList = json.charCodeAt(next + 1) === letter.bracket;
        found.push(isList ? this.#whole(next + 1) : this.part(next + 1, path, depth));
        next = this.end;
      } while (json.charCodeAt(next) === letter.comma);
    }
    if (json.charCodeAt(next) !== letter.endBracket) throw unusual();
    this.end = next + 1;
    return found;
  }

  #whole(at: number): unknown {
    this.end = this.behind(at);
    const isPlain = this.json.charCodeAt(at) === letter.quote && !this.hasEscape(at, this.end);
    return isPlain ? this.json.slice(at + 1, this.end - 1) : JSON.parse(this.json.slice(at, this.end));
  }
}

const walk = new Parting();

function unusual(): Error {
  return new SyntaxError('Something is written in an unusual way');
}
