/** JSON that tells infinite numbers apart, which plain JSON makes null, whichever way. For comparing, not for reading. */
export function exactJson(value: unknown): string {
  return JSON.stringify(value, withInfinity);
}

function withInfinity(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
