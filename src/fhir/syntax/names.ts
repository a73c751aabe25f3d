import { GatewayError } from '../../core/errors.ts';

/** What a name of the client's must look like to be repeated in a message: no patient's data reads like that. */
const harmless = /^[A-Za-z_][\w:.-]{0,63}$/;

const mostSuggestions = 3;
const mostListed = 12;

/** @throws GatewayError BAD_USER_INPUT. The message must not hold a value the client gave. */
export function refuse(message: string): never {
  throw new GatewayError('BAD_USER_INPUT', message);
}

/** `what "name"`, or `what` alone where the name is not fit to be repeated. */
export function named(what: string, name: string): string {
  return harmless.test(name) ? `${what} "${name}"` : what;
}

/** `a, b or c`, shortened when there are very many. */
export function either(names: readonly string[]): string {
  const shown = names.length > mostListed ? [...names.slice(0, mostListed), 'others'] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}

/** ` Did you mean "a" or "b"?` of those known names that are spelt much like the given one; else nothing. */
export function suggestion(name: string, known: readonly string[]): string {
  if (!harmless.test(name)) return '';
  const most = Math.max(1, Math.floor(name.length / 3));
  const near = known
    .map(candidate => ({ candidate, edits: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= most)
    .sort((one, other) => one.edits - other.edits || (one.candidate < other.candidate ? -1 : 1));
  if (near.length === 0) return '';
  return ` Did you mean ${either(near.slice(0, mostSuggestions).map(({ candidate }) => `"${candidate}"`))}?`;
}

/** Levenshtein: how many letters to add, drop or replace. */
function distance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [place, letter] of [...from].entries()) {
    const row = [place + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = above[column]! + (letter === other ? 0 : 1);
      row.push(Math.min(replaced, above[column + 1]! + 1, row[column]! + 1));
    }
    above = row;
  }
  return above.at(-1)!;
}
