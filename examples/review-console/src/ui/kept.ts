type Where = 'localStorage' | 'sessionStorage';

/** What the browser has kept; undefined as well where it keeps nothing, which whoever blocks cookies has asked for. */
export function kept(where: Where, key: string): string | undefined {
  try {
    return window[where].getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keep(where: Where, key: string, value: string): void {
  try {
    window[where].setItem(key, value);
  } catch {
    // Then it counts until the page is left.
  }
}
