import { pageHead } from './page-head.ts';

/** Which other pages are served. */
export interface OtherPages {
  readonly console: boolean;
  readonly explorer: boolean;
}

interface Entry {
  readonly name: string;
  /** Relative: a proxy may have put the gateway below a path. Undefined: not to be opened by a browser. */
  readonly href?: string;
  readonly text: string;
}

/** HTML that says what is served here and leads there. It knows nothing of who looks at it, and of no tenant. */
export function frontPage({ console, explorer }: OtherPages): string {
  const entries: readonly Entry[] = [
    ...(console ? [{ name: 'Review console', href: 'console/', text: 'Review encounters.' }] : []),
    ...(explorer
      ? [{ name: 'Explorer', href: 'explorer', text: 'Write operations and read the schema.' }]
      : []),
    { name: 'Capabilities', href: 'fhir/metadata', text: 'What is served, as a FHIR CapabilityStatement.' },
    { name: '/graphql', text: 'GraphQL over HTTP, by POST; registered operations by GET too.' },
    { name: '/fhir/$graphql', text: 'The same in the vocabulary of FHIR.' },
    { name: '/warm-up-tenant', text: 'Makes a tenant ready, by POST, for clients without GraphQL.' },
    { name: '/health/ready', href: 'health/ready', text: 'Whether requests are taken.' },
  ];
  const items = entries.map(({ name, href, text }) => {
    const what = href === undefined ? `<code>${name}</code>` : `<a href="${href}">${name}</a>`;
    return `<li>${what}<span>${text}</span></li>`;
  });
  return `<!doctype html>
<html lang="en">
  <head>
    ${pageHead('FHIR GraphQL gateway')}
    <style>
      body { margin: 0; padding: 12vh 20px 40px; font: 16px/1.5 system-ui, sans-serif;
        color: light-dark(#1d2a2b, #e8ecf3); background: light-dark(#f4f7f7, #10161f); }
      main { max-width: 40rem; margin: auto; }
      h1 { margin: 0; font-size: 24px; }
      p, span { color: light-dark(#536466, #a8b3c6); }
      ul { margin: 24px 0; padding: 0; list-style: none; border: 1px solid light-dark(#c9d4d4, #3d4a61);
        border-radius: 10px; background: light-dark(#ffffff, #1a2130); }
      li { display: grid; grid-template-columns: 10rem 1fr; gap: 2px 16px; padding: 12px 16px; }
      li + li { border-top: 1px solid light-dark(#e3eaea, #2c374a); }
      a { color: light-dark(#0b6e69, #5cc8bf); font-weight: 600; }
      code { font-size: 14px; line-height: 24px; }
      a:focus-visible { outline: 2px solid; outline-offset: 2px; }
      @media (width < 36rem) { body { padding-top: 32px; } li { grid-template-columns: 1fr; } }
    </style>
  </head>
  <body>
    <main>
      <h1>FHIR GraphQL gateway</h1>
      <p>A multi-tenant GraphQL gateway over a FHIR R4 store.</p>
      <ul>
        ${items.join('\n        ')}
      </ul>
      <p>How each is used stands in the gateway’s documentation, in its folder <code>docs</code>.</p>
    </main>
  </body>
</html>
`;
}
