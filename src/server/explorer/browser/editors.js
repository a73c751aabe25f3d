/**
 * GraphiQL's editors, reached through Monaco: it keeps one text for operations, variables and headers each, which it
 * exchanges when another tab is chosen.
 *
 * @typedef {object} Text
 * @property {{ readonly path: string }} uri
 * @property {() => string} getValue
 * @property {(value: string) => void} setValue
 * @property {(listener: () => void) => void} onDidChangeContent
 *
 * @typedef {object} Monaco
 * @property {{
 *   getModels: () => Text[],
 *   getEditors: () => { hasTextFocus: () => boolean, getModel: () => Text | null }[],
 *   onDidCreateModel: (listener: (model: Text) => void) => void,
 * }} editor
 */

/** @type {Monaco} */
const monaco = /** @type {any} */ (globalThis).monaco;

const names = {
  operation: 'operation.graphql',
  variables: 'variables.json',
  headers: 'request-headers.json',
};

/** @param {keyof typeof names} which */
function find(which) {
  return monaco.editor.getModels().find(model => model.uri.path.endsWith(names[which]));
}

/**
 * Calls back whenever the text changes, and once when GraphiQL has made it.
 *
 * @param {keyof typeof names} which
 * @param {(text: string) => void} changed
 */
export function follow(which, changed) {
  /** @param {Text} model */
  const listen = model => {
    const tell = () => changed(model.getValue());
    model.onDidChangeContent(tell);
    tell();
  };
  const there = find(which);
  if (there !== undefined) listen(there);
  else
    monaco.editor.onDidCreateModel(model => {
      // GraphiQL gives it its text after it has made it.
      if (model.uri.path.endsWith(names[which])) queueMicrotask(() => listen(model));
    });
}

/**
 * @param {keyof typeof names} which
 * @param {string} text
 */
export function write(which, text) {
  const model = find(which);
  if (model !== undefined && model.getValue() !== text) model.setValue(text);
}

/** Whether somebody is typing there. @param {keyof typeof names} which */
export function isTypedIn(which) {
  return monaco.editor
    .getEditors()
    .some(editor => editor.hasTextFocus() && editor.getModel()?.uri.path.endsWith(names[which]));
}

/** The headers of the chosen tab; undefined while they are no JSON object of texts. */
export function readHeaders() {
  const text = find('headers')?.getValue().trim() ?? '';
  try {
    const headers = text === '' ? {} : JSON.parse(text);
    const isFit = Object.values(headers).every(value => typeof value === 'string');
    return isFit ? /** @type {Record<string, string>} */ (headers) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Opens a tab.
 *
 * @param {{ operation: string, variables: string, headers: string }} texts
 */
export async function openTab(texts) {
  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector('.graphiql-tab-add'));
  const before = document.querySelectorAll('.graphiql-tab').length;
  button?.click();
  // React has done it when the tab is there.
  for (let turn = 0; turn < 100 && document.querySelectorAll('.graphiql-tab').length === before; turn++)
    await new Promise(done => requestAnimationFrame(done));
  write('operation', texts.operation);
  write('variables', texts.variables);
  write('headers', texts.headers);
  if (texts.variables === '') return;
  const variables = document.querySelector('.graphiql-editor-tools [data-name=variables]');
  if (variables instanceof HTMLButtonElement) variables.click();
}
