/** Grafana's, of its dark theme. */
const named: Readonly<Record<string, string>> = {
  green: '#73bf69',
  yellow: '#f2cc0c',
  red: '#f2495c',
  blue: '#5794f2',
};

/** Behind values that stand in white, which the others would not carry. */
const behind: Readonly<Record<string, string>> = {
  green: '#37872d',
  yellow: '#a67f00',
  red: '#c4162a',
  blue: '#1f60c4',
};

/** Of lines, in their order; red is for what is not well. */
export const palette = [
  '#73bf69',
  '#f2cc0c',
  '#5794f2',
  '#ff9830',
  '#b877d9',
  '#4ac2c9',
  '#e87bb0',
  '#8ab8ff',
];

export const ink = { text: '#d8d9e0', faint: '#9fa3b0', line: '#2c3037', panel: '#181b1f', page: '#0f1115' };

export function colourOf(name: string): string {
  return named[name] ?? name;
}

export function behindText(name: string): string {
  return behind[name] ?? name;
}
