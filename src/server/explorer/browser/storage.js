/**
 * Where GraphiQL keeps tabs and history: in the browser, but without headers, which may be tokens and keys. GraphiQL's own switch,
 * `shouldPersistHeaders`, does not count for its history.
 */
export const storage = {
  /** @param {string} key */
  getItem: key => localStorage.getItem(key),
  /** @param {string} key @param {string} value */
  setItem: (key, value) => localStorage.setItem(key, withoutHeaders(value)),
  /** @param {string} key */
  removeItem: key => localStorage.removeItem(key),
  clear: () => localStorage.clear(),
  get length() {
    return localStorage.length;
  },
};

/** @param {string} value JSON, or a word */
function withoutHeaders(value) {
  if (!value.includes('"headers"')) return value;
  return JSON.stringify(JSON.parse(value, (name, member) => (name === 'headers' ? undefined : member)));
}
