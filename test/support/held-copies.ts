import type { Store } from '../../src/store/port.ts';

/** A store whose copies wait until they are let through, or fail. */
export function heldCopies(): {
  wrap: (store: Store) => Store;
  release(): void;
  fail(error: Error): void;
  copies(): number;
} {
  let settle: { resolve(): void; reject(error: Error): void } | undefined;
  let copies = 0;
  return {
    wrap: store =>
      new Proxy(store, {
        get(target, name) {
          const value = Reflect.get(target, name, target);
          if (name === 'createTenant') {
            return async (...args: Parameters<Store['createTenant']>) => {
              copies += 1;
              args[1].onProgress(0.5);
              await new Promise<void>((resolve, reject) => {
                settle = { resolve, reject };
              });
              await target.createTenant(...args);
            };
          }
          return typeof value === 'function' ? value.bind(target) : value;
        },
      }),
    release: () => settle?.resolve(),
    fail: error => settle?.reject(error),
    copies: () => copies,
  };
}
