import { type RefObject, useLayoutEffect, useState } from 'react';

/** Of an element, in pixels, when it was last seen; 0 before it is known. */
export function useWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    // What is hidden has none.
    const look = () => setWidth(before => element.clientWidth || before);
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}
