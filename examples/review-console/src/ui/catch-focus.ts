/** A `ref` that gives an element the focus when it comes, if what had it has gone. */
export function catchFocus(element: HTMLElement | null): void {
  if (document.activeElement === document.body) element?.focus({ preventScroll: true });
}
