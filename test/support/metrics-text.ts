/** The values of Prometheus text, by name and labels as they stand there. */
export function valuesOf(text: string): ReadonlyMap<string, number> {
  const lines = text.split('\n').filter(line => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map(line => {
      const end = line.lastIndexOf(' ');
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}

/** The sum of the values of that name whose labels hold all of these texts. */
export function sumOf(text: string, name: string, ...labels: readonly string[]): number {
  const entries = [...valuesOf(text)].filter(
    ([key]) => (key === name || key.startsWith(`${name}{`)) && labels.every(label => key.includes(label)),
  );
  return entries.reduce((sum, [, value]) => sum + value, 0);
}
