import type { Sources } from './security-headers.ts';

const landingPageCdn = 'https://apollo-server-landing-page.cdn.apollographql.com';

const common = {
  'font-src': ['https://fonts.gstatic.com'],
  'img-src': [landingPageCdn],
  'manifest-src': [landingPageCdn],
};

/** What Apollo's landing page loads: Sandbox in a frame, or in production a page that only greets. */
export function landingPageSources(production: boolean): Sources {
  if (production) {
    return {
      ...common,
      'script-src': [landingPageCdn],
      'style-src': [landingPageCdn, 'https://fonts.googleapis.com'],
    };
  }
  return {
    ...common,
    'script-src': ['https://embeddable-sandbox.cdn.apollographql.com'],
    'style-src': ['https://fonts.googleapis.com'],
    'frame-src': ['https://sandbox.embed.apollographql.com'],
  };
}
