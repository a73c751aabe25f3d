/** Of a table or index, by which roots are found: statements have it in quotes. */
export function unquoted(name: string): string {
  return name.slice(1, -1);
}
