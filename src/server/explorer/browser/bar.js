import { follow, isTypedIn, openTab, readHeaders, write } from './editors.js';
import { ask, Refused } from './gateway.js';
import { storage } from './storage.js';

/**
 * @typedef {{ name: string, type: string, description: string, text: string, body: string, variables: string }} Example
 * @typedef {{ authenticated: boolean, examples: Example[] }} Settings
 * @typedef {import('./gateway.js').Tenant} Tenant
 */

const pollMs = 400;
const typingMs = 400;
const tenantHeader = 'x-tenant-id';
const unreadable = 'The headers below are no JSON object of texts.';
const rememberedAs = 'explorer:tenant';

/** @type {<Found extends Element>(selector: string, type: new () => Found) => Found} */
const element = (selector, type) => {
  const found = document.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`The page has no ${selector}`);
  return found;
};

const words = {
  COLD: 'cold',
  WARMING: 'warming up',
  WARM: 'warm',
  COOLING: 'cooling down',
};

/**
 * The bar above GraphiQL: which tenant is spoken for, whether it is warm, and operations to begin with. The truth is in
 * the headers of the chosen tab: the bar shows and edits what stands there.
 */
export class Bar {
  #form = element('form.tenant', HTMLFormElement);
  #input = element('input[name=tenant]', HTMLInputElement);
  #state = element('.state', HTMLElement);
  #warm = element('button.warm', HTMLButtonElement);
  #progress = element('progress', HTMLProgressElement);
  #word = element('.word', HTMLElement);
  #settings;
  /** Of the last look, so that an older one that comes later is not shown. */
  #looks = 0;
  /** What the last look was made with. */
  #seen = '';
  /** @type {Record<string, string> | undefined} the headers that stood there last, of whatever tab */
  #last;
  /** Called when the gateway has begun to take the headers. */
  onAdmitted = () => {};
  #isRefused = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} until which somebody may be typing headers */
  #typing;

  /** @param {Settings} settings */
  constructor(settings) {
    this.#settings = settings;
    this.#input.value = settings.authenticated ? '' : (storage.getItem(rememberedAs) ?? 'demo');
    this.#form.addEventListener('submit', event => {
      event.preventDefault();
      void this.#warmUp();
    });
    this.#input.addEventListener('input', () => this.#writeTenant());
    this.#listExamples();
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) void this.look();
    });
  }

  /** The headers that a tab begins with: those that were last used, so that a token counts in all of them. */
  get #headers() {
    const first = this.#settings.authenticated
      ? { authorization: 'Bearer ' }
      : { [tenantHeader]: this.#input.value };
    return JSON.stringify(this.#last ?? first, null, 2);
  }

  /** To be called when GraphiQL is there. */
  follow() {
    follow('headers', text => {
      // A new tab has none.
      if (text.trim() === '' && !isTypedIn('headers')) return write('headers', this.#headers);
      const headers = readHeaders();
      if (headers === undefined) return;
      this.#last = headers;
      const named = headers[tenantHeader];
      if (!this.#settings.authenticated && this.#input !== document.activeElement && named !== undefined)
        this.#remember(named);
      const seen = JSON.stringify(headers);
      clearTimeout(this.#typing);
      // Half a token is nobody's business.
      if (seen !== this.#seen)
        this.#typing = setTimeout(() => void this.look(), this.#seen === '' ? 0 : typingMs);
    });
  }

  /** Asks how the tenant is, and shows it. No activity: it keeps nothing warm. */
  async look() {
    const headers = readHeaders();
    if (headers === undefined) return undefined;
    this.#seen = JSON.stringify(headers);
    const look = ++this.#looks;
    try {
      const { tenant } = await ask(this.#operation('TenantState'), headers);
      if (look === this.#looks) this.#show(tenant);
      return /** @type {Tenant} */ (tenant);
    } catch (error) {
      if (look === this.#looks) this.#tell(error);
      return undefined;
    }
  }

  /** Begins a warm-up and shows how it goes, until it is done or another tenant is chosen. */
  async #warmUp() {
    const headers = readHeaders();
    if (headers === undefined) return this.#say(unreadable);
    this.#warm.disabled = true;
    const begun = JSON.stringify(headers);
    try {
      await ask(this.#operation('WarmUp'), headers, { wait: false });
      for (;;) {
        const tenant = await this.look();
        if (tenant?.state !== 'WARMING' || this.#seen !== begun) break;
        await new Promise(done => setTimeout(done, pollMs));
      }
    } catch (error) {
      this.#tell(error);
    } finally {
      this.#warm.disabled = false;
    }
  }

  /** @param {Tenant} tenant */
  #show({ id, state, progress, coolsAt, counts }) {
    this.#say('');
    if (this.#settings.authenticated) this.#input.value = id;
    const total = counts?.reduce((sum, count) => sum + count.total, 0);
    this.#state.dataset.state = state;
    this.#state.textContent = words[state];
    this.#state.title = [
      total === undefined ? '' : `${total.toLocaleString()} resources`,
      coolsAt ? `cools down at ${new Date(coolsAt).toLocaleTimeString()} unless it is used` : '',
    ]
      .filter(part => part !== '')
      .join(', ');
    this.#progress.hidden = state !== 'WARMING';
    this.#progress.value = progress;
    this.#warm.hidden = state === 'WARM';
    if (this.#isRefused) this.onAdmitted();
    this.#isRefused = false;
  }

  /** @param {unknown} error */
  #tell(error) {
    this.#state.dataset.state = '';
    this.#state.textContent = '';
    this.#progress.hidden = true;
    if (!(error instanceof Refused)) return this.#say('The gateway does not answer.');
    this.#isRefused = true;
    const hint = this.#settings.authenticated ? 'Put your token into the headers below.' : '';
    this.#say(error.code === 'UNAUTHENTICATED' && hint !== '' ? hint : error.message);
  }

  /** @param {string} word */
  #say(word) {
    this.#word.textContent = word;
  }

  /** @param {string} tenant */
  #remember(tenant) {
    this.#input.value = tenant;
    storage.setItem(rememberedAs, tenant);
  }

  /** Into the headers of the chosen tab, beside what else stands there. */
  #writeTenant() {
    const tenant = this.#input.value.trim();
    storage.setItem(rememberedAs, tenant);
    const headers = readHeaders();
    // They are somebody's to mend, not ours to throw away.
    if (headers === undefined) return this.#say(unreadable);
    const { [tenantHeader]: _, ...others } = headers;
    const named = tenant === '' ? others : { ...others, [tenantHeader]: tenant };
    write('headers', JSON.stringify(named, null, 2));
  }

  /** As it is registered, so that it is answered where nothing else is. @param {string} name */
  #operation(name) {
    const example = this.#settings.examples.find(each => each.name === name);
    if (example === undefined) throw new Error(`There is no operation ${name}`);
    return example.body;
  }

  #listExamples() {
    const menu = element('#examples', HTMLElement);
    for (const example of this.#settings.examples) {
      const button = document.createElement('button');
      button.type = 'button';
      const name = document.createElement('strong');
      name.textContent = example.name;
      const type = document.createElement('small');
      type.textContent = example.type;
      const description = document.createElement('span');
      description.append(...withCode(example.description));
      button.append(name, ' ', type, description);
      button.addEventListener('click', () => {
        menu.hidePopover();
        const { text, variables } = example;
        void openTab({ operation: text, variables, headers: JSON.stringify(readHeaders() ?? {}, null, 2) });
      });
      menu.append(button);
    }
  }
}

/** What stands between backticks becomes code. @param {string} text */
function withCode(text) {
  return text.split('`').map((part, place) => {
    if (place % 2 === 0) return part;
    const code = document.createElement('code');
    code.textContent = part;
    return code;
  });
}
