import { Bar } from './bar.js';
import { endpoint } from './gateway.js';
import { storage } from './storage.js';

const settings = JSON.parse(document.getElementById('settings')?.textContent ?? '');
const bar = new Bar(settings);
/** @type {Record<string, { text: string, variables: string }>} */
const examples = Object.fromEntries(
  settings.examples.map((/** @type {import('./bar.js').Example} */ each) => [each.name, each]),
);

/**
 * What GraphiQL sends, with the headers of its tab.
 *
 * @param {{ query: string, variables?: object, operationName?: string }} params
 * @param {{ headers?: Record<string, string> }} [options]
 */
async function fetcher(params, options) {
  const answer = await send(JSON.stringify(withKnownName(params)), options?.headers);
  // It may have warmed the tenant, or have found it cold.
  void bar.look();
  return answer;
}

/**
 * GraphiQL would show where in its own scripts an error was thrown.
 *
 * @param {string} body
 * @param {Record<string, string>} [headers]
 */
async function send(body, headers) {
  /** @param {string} message */
  const failed = message => ({ errors: [{ message }] });
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    });
    return await response.json().catch(() => failed(`The answer is no JSON (HTTP ${response.status}).`));
  } catch {
    return failed('The gateway does not answer.');
  }
}

/**
 * For a moment after another tab is chosen GraphiQL sends the name of the operation in the last one.
 *
 * @param {{ query: string, operationName?: string }} params
 */
function withKnownName({ operationName, ...params }) {
  const isThere = new RegExp(`\\b(query|mutation)\\s+${operationName}\\b`).test(params.query);
  return isThere ? { ...params, operationName } : params;
}

/** @type {any} */ (globalThis).YogaGraphiQL.renderYogaGraphiQL(document.getElementById('graphiql'), {
  fetcher,
  title: '',
  logo: ' ',
  defaultTabs: ['Worklist', 'Progress'].map(name => ({
    query: examples[name]?.text ?? null,
    variables: examples[name]?.variables ?? '',
  })),
  storage,
  shouldPersistHeaders: false,
  // GraphiQL's own choice, which has a history; Yoga's has none.
  plugins: undefined,
  defaultEditorToolsVisibility: 'headers',
  // Without this each key stroke writes the operation into the page's address, and so into histories and proxies' logs.
  onEditQuery: () => {},
});
bar.onAdmitted = () => {
  /** @type {HTMLButtonElement | null} */ (
    document.querySelector('[aria-label^="Re-fetch GraphQL schema"]')
  )?.click();
};
bar.follow();
