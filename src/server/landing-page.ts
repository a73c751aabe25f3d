import { frontPage, type OtherPages } from './front-page.ts';
import { makePage, type Page } from './security-headers.ts';

const landingPageCdn = 'https://apollo-server-landing-page.cdn.apollographql.com';

/** What Apollo's landing page loads: Sandbox in a frame. */
const sandboxSources = {
  'font-src': ['https://fonts.gstatic.com'],
  'img-src': [landingPageCdn],
  'manifest-src': [landingPageCdn],
  'script-src': ['https://embeddable-sandbox.cdn.apollographql.com'],
  'style-src': ['https://fonts.googleapis.com'],
  'frame-src': ['https://sandbox.embed.apollographql.com'],
};

/**
 * What a browser gets at `/`. In production a small page of ours, which loads nothing from anywhere; else Sandbox.
 *
 * @param sandbox renders HTML, as Apollo does
 */
export async function makeLandingPage(
  production: boolean,
  sandbox: () => Promise<string>,
  has: OtherPages,
): Promise<Page> {
  if (production) return makePage(frontPage(has), { 'img-src': ['data:'] });
  return makePage(completeSandbox(await sandbox(), has), sandboxSources);
}

/** Sandbox as it fits here, with a bar that leads to what is there without internet as well. */
function completeSandbox(html: string, has: OtherPages): string {
  // Sandbox takes the address of its page for that of GraphQL, and has no option to be told another.
  const page = html.replace(
    'initialEndpoint = window.location.href',
    "initialEndpoint = new URL('graphql', window.location.href).href",
  );
  const links = [
    ...(has.console ? ['<a href="console/">Review console</a>'] : []),
    ...(has.explorer ? ['<a href="explorer">Explorer<span>, works without internet</span></a>'] : []),
  ];
  if (links.length === 0) return page;
  // The page has a policy of its own beside ours, by which styles bear this word.
  const [, nonce] = /<style nonce="?([0-9a-f]+)/.exec(page) ?? [];
  const bar = `<nav class="gateway"><b>FHIR GraphQL gateway</b> ${links.join(' ')}</nav>
<style nonce="${nonce}">
  .gateway { position: fixed; inset: 0 0 auto; z-index: 1; display: flex; gap: 1em;
    box-sizing: border-box; height: 34px; padding: 0 14px; font: 14px/34px system-ui, sans-serif;
    color: #1d2a2b; background: #f4f7f7; border-bottom: 1px solid #c9d4d4; white-space: nowrap; }
  .gateway b { flex: 1; overflow: hidden; text-overflow: ellipsis; }
  .gateway a { color: #0b6e69; }
  @media (width < 40em) { .gateway span { display: none; } }
  .fallback { padding-top: 44px; }
  #embeddableSandbox { top: 34px; height: calc(100vh - 34px); }
</style>
`;
  return page.replace('</body>', () => `${bar}</body>`);
}
