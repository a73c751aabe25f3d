const icon = encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b6e69"/><path d="M16 7v18M7 16h18" stroke="#fff" stroke-width="5" stroke-linecap="round"/></svg>',
);

/** What stands first in the head of every page of ours. The page's policy has to allow images from `data:`. */
export const pageHead = (title: string): string => `<meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title}</title>
    <link rel="icon" href="data:image/svg+xml,${icon}">`;
