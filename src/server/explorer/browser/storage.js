/** Whoever blocks cookies has asked for nothing to be kept: then it counts until the page is left. */
const local = (() => {
  try {
    return localStorage;
  } catch {
    return inMemory();
  }
})();

/**
 * Where GraphiQL keeps tabs and history: in the browser, but without headers, which may be tokens and keys. GraphiQL's own switch,
 * `shouldPersistHeaders`, does not count for its history.
 */
export const storage = {
  /** @param {string} key */
  getItem: key => local.getItem(key),
  /** @param {string} key @param {string} value */
  setItem: (key, value) => local.setItem(key, withoutHeaders(value)),
  /** @param {string} key */
  removeItem: key => local.removeItem(key),
  clear: () => local.clear(),
  get length() {
    return local.length;
  },
};

/** @returns {Storage} */
function inMemory() {
  /** @type {Map<string, string>} */
  const items = new Map();
  return {
    getItem: key => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: key => void items.delete(key),
    clear: () => items.clear(),
    key: place => [...items.keys()][place] ?? null,
    get length() {
      return items.size;
    },
  };
}

/** @param {string} value JSON, or a word */
function withoutHeaders(value) {
  if (!value.includes('"headers"')) return value;
  return JSON.stringify(JSON.parse(value, (name, member) => (name === 'headers' ? undefined : member)));
}
