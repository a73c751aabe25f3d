/**
 * @typedef {object} Tenant
 * @property {string} id
 * @property {'COLD' | 'WARMING' | 'WARM' | 'COOLING'} state
 * @property {number} progress from 0 to 1
 * @property {string | null} [coolsAt] ISO 8601
 * @property {readonly { resourceType: string, total: number }[] | null} [counts]
 */

/** The gateway that this page comes from, below whatever path a proxy has put it. */
export const endpoint = new URL('graphql', location.href).href;

/** What the gateway refused. */
export class Refused extends Error {
  /**
   * @param {string} message
   * @param {string} code such as `UNAUTHENTICATED`
   */
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

/**
 * The data of an operation's answer.
 *
 * @param {string} query
 * @param {Record<string, string>} headers
 * @param {object} [variables]
 * @throws {Refused} when it says why there is none; {TypeError} when it cannot be reached
 */
export async function ask(query, headers, variables = {}) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  const [error] = errors ?? [];
  if (error !== undefined) throw new Refused(error.message, error.extensions?.code ?? '');
  return data;
}
