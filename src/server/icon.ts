const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b6e69"/><path d="M16 7v18M7 16h18" stroke="#fff" stroke-width="5" stroke-linecap="round"/></svg>';

/** The icon of a page of ours, to stand in its head. Its policy has to allow images from `data:`. */
export const iconLink = `<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(svg)}">`;
