import { pageHead } from '../page-head.ts';
import { makePage, type Page } from '../security-headers.ts';
import type { Example } from './examples.ts';

export interface PageOptions {
  readonly examples: readonly Example[];
  /** Whether requests have to say who sends them. Then that says the tenant as well. */
  readonly authenticated: boolean;
  /** Whether `/` is Sandbox. */
  readonly sandbox: boolean;
}

/**
 * The explorer: GraphiQL below a bar of ours. Everything it loads is this gateway's. Styles may be made by scripts, since
 * Monaco, GraphiQL's editor, makes those of its colours and of every line it shows; scripts may not.
 */
export function makeExplorerPage(options: PageOptions): Promise<Page> {
  return makePage(html(options), {
    'script-src': ["'self'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'font-src': ["'self'", 'data:'],
    'img-src': ["'self'", 'data:'],
    'worker-src': ["'self'"],
  });
}

function html({ examples, authenticated, sandbox }: PageOptions): string {
  const settings = JSON.stringify({ authenticated, examples }).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
  <head>
    ${pageHead('Explorer · FHIR GraphQL gateway')}
    <link rel="preload" href="explorer/graphiql.js" as="script">
    <link rel="stylesheet" href="explorer/graphiql.css">
    <link rel="stylesheet" href="explorer/explorer.css">
  </head>
  <body>
    <header class="bar">
      <h1>FHIR GraphQL gateway</h1>
      <form class="tenant">
        <label>Tenant
          <input name="tenant" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="64" size="14"${authenticated ? ' readonly' : ''}>
        </label>
        <span class="state" role="status" data-state=""></span>
        <button type="submit" class="warm">Warm up</button>
        <progress max="1" aria-label="Warm-up" hidden></progress>
      </form>
      <p class="word" role="alert"></p>
      <nav>
        <button type="button" class="menu" popovertarget="examples">Examples</button>
        <a href="./">${sandbox ? 'Sandbox' : 'Home'}</a>
      </nav>
    </header>
    <div id="examples" popover aria-label="Examples"></div>
    <main id="graphiql"><noscript>The explorer needs JavaScript.</noscript></main>
    <script type="application/json" id="settings">${settings}</script>
    <script>
      self.MonacoEnvironment = {
        globalAPI: true,
        getWorkerUrl: (module, label) => new URL('explorer/worker-' + label + '.js', location.href).href,
      };
    </script>
    <script defer src="explorer/graphiql.js"></script>
    <script type="module" src="explorer/explorer.js"></script>
  </body>
</html>
`;
}
