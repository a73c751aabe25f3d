import type { Page } from 'playwright-core';

/** A picture. All are of one gateway, one after the other. */
export interface Scene {
  /** Of its file, without `.png`. */
  readonly name: string;
  /** Where it begins, such as `/explorer`; on an empty page without it. */
  readonly path?: string;
  /** In CSS pixels; 1280 × 800 without it. */
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  /** Brings the page into the state that is pictured, and resolves when it shows it. */
  readonly play: (page: Page) => Promise<void>;
}
