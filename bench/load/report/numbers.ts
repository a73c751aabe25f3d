/** 12,345 */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** Three digits that matter: 0.123, 12.3, 1,235 */
export function short(value: number): string {
  const size = Math.abs(value);
  if (size >= 100 || Number.isInteger(value)) return whole(value);
  return value.toFixed(size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** In powers of 1,024. */
export function bytes(value: number): string {
  const power = Math.min(4, Math.max(0, Math.floor(Math.log2(Math.max(1, value)) / 10)));
  return `${short(value / 1024 ** power)} ${['B', 'KiB', 'MiB', 'GiB', 'TiB'][power]}`;
}

export function ms(value: number): string {
  return `${short(value)} ms`;
}

/** Of something that may not be known. */
export function orDash<Value>(value: Value | undefined, write: (value: Value) => string): string {
  return value === undefined ? '–' : write(value);
}
