/** What an expression asks for. */
export interface Asked {
  readonly series: readonly { readonly name: string; readonly labels: readonly string[] }[];
  /** Labels that it groups or joins by. */
  readonly grouping: readonly string[];
}

const token = /"(?:[^"\\]|\\.)*"|\[[^\]]*\]|[a-zA-Z_:][\w:]*|\d[\w.]*|[=!]~|[=!<>]=|\S/g;
const groupingWords = new Set(['by', 'without', 'on', 'ignoring', 'group_left', 'group_right']);
const otherWords = new Set(['and', 'or', 'unless', 'offset', 'bool']);

/** Reads names and labels out of PromQL. Whether it is PromQL at all is promtool's to say. */
export function askedBy(expression: string): Asked {
  const tokens: readonly string[] = expression.match(token) ?? [];
  const series: { name: string; labels: string[] }[] = [];
  const grouping: string[] = [];
  let place = 0;
  /** What stands in brackets from here on, if they open here. */
  const inside = (open: string, close: string): string[] => {
    if (tokens[place] !== open) return [];
    const end = tokens.indexOf(close, place);
    if (end === -1) throw new Error(`${open} is not closed in ${expression}`);
    const found = tokens.slice(place + 1, end);
    place = end + 1;
    return found;
  };
  while (place < tokens.length) {
    const word = tokens[place++]!;
    if (word === '{') throw new Error(`A series without a name in ${expression}`);
    if (!/^[a-zA-Z_:]/.test(word) || otherWords.has(word)) continue;
    if (groupingWords.has(word)) grouping.push(...inside('(', ')').filter(each => each !== ','));
    else if (tokens[place] === '(' || groupingWords.has(tokens[place] ?? '')) continue;
    else
      series.push({
        name: word,
        labels: inside('{', '}').filter(
          (each, at, all) => /^\w+$/.test(each) && /[=~]/.test(all[at + 1] ?? ''),
        ),
      });
  }
  return { series, grouping };
}

/** The series of Prometheus's text format: names, each with the labels that it has. */
export function seriesOf(text: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const line of text.split('\n')) {
    const declared = /^# TYPE (\S+) (\w+)/.exec(line);
    if (declared !== null) {
      const [, name = '', type] = declared;
      const endings = type === 'histogram' ? ['_bucket', '_count', '_sum'] : [''];
      for (const ending of endings) found.set(name + ending, found.get(name + ending) ?? new Set());
    }
    const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? /.exec(line);
    if (sample === null) continue;
    const [, name = '', labels = ''] = sample;
    const known = found.get(name) ?? new Set();
    for (const [, label = ''] of labels.matchAll(/(?:^|,)(\w+)="(?:[^"\\]|\\.)*"/g)) known.add(label);
    found.set(name, known);
  }
  return found;
}
