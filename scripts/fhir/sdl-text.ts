/** Pieces of SDL, indented as they stand in a type. */

/** A description on its own line, in quotes or, where it has several lines or quotes, as a block. */
export function describe(text: string, indent = ''): string {
  if (!/["\\\n]/.test(text)) return `${indent}"${text}"\n`;
  const lines = ['"""', ...text.replaceAll('"""', '\\"""').split('\n'), '"""'];
  return lines.map(line => `${indent}${line}\n`).join('');
}

/** An argument on lines of its own. `text` is its name and type. */
export function argument(description: string, text: string): string {
  return `${describe(description, '    ')}    ${text}\n`;
}

/** A field; `type` may bring directives along. */
export function field(description: string, name: string, type: string, args: readonly string[] = []): string {
  const list = args.length === 0 ? '' : `(\n${args.join('')}  )`;
  return `${describe(description, '  ')}  ${name}${list}: ${type}\n`;
}

/** `PractitionerRole` → `practitioner role`. */
export function inWords(type: string): string {
  return type.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}

/** `PractitionerRole` → `practitioner roles`. */
export function inWordsPlural(type: string): string {
  const words = inWords(type);
  if (/[^aeiou]y$/.test(words)) return `${words.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(words) ? `${words}es` : `${words}s`;
}
