/** Text that is HTML already. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | undefined | readonly Part[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for values of attributes. Control characters, which HTML does not allow, are shown as a blank. */
export function escapeHtml(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ').replace(/[&<>"']/g, found => escapes[found]!);
}

/** HTML of a template: whatever is put in is text, and escaped, unless it is `Markup`; lists are joined, undefined is nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((text, place) => text + render(parts[place])).join(''));
}

function render(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  return typeof part === 'object' ? part.map(render).join('') : escapeHtml(String(part));
}

/** A table; columns from `numbersFrom` up to `numbersTo` are numbers, set right. */
export function table(
  head: readonly string[],
  rows: readonly (readonly Part[])[],
  numbersFrom = 1,
  numbersTo = Number.POSITIVE_INFINITY,
): Markup {
  const kind = (place: number) => (place >= numbersFrom && place < numbersTo ? 'n' : 't');
  return html`<div class="wide"><table><thead><tr>${head.map(
    (name, place) => html`<th class="${kind(place)}">${name}</th>`,
  )}</tr></thead><tbody>${rows.map(
    row => html`<tr>${row.map((cell, place) => html`<td class="${kind(place)}">${cell}</td>`)}</tr>\n`,
  )}</tbody></table></div>`;
}
