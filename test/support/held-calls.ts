import type { Store } from '../../src/store/port.ts';

/** A store whose reads by key and reviews go on until they are let through. */
export function heldCalls() {
  const held: (() => void)[] = [];
  let holding = false;
  const wait = () => (holding ? new Promise<void>(resolve => held.push(resolve)) : Promise.resolve());
  const wrap = (store: Store): Store =>
    new Proxy(store, {
      get(target, name) {
        const value = Reflect.get(target, name, target);
        if (name !== 'openTenant') return typeof value === 'function' ? value.bind(target) : value;
        return async (...args: Parameters<Store['openTenant']>) => {
          const collection = await target.openTenant(...args);
          return new Proxy(collection, {
            get(inner, call) {
              const method = Reflect.get(inner, call, inner);
              if (typeof method !== 'function') return method;
              if (call !== 'get' && call !== 'updateReviews') return method.bind(inner);
              return async (...given: unknown[]) => {
                await wait();
                return method.apply(inner, given);
              };
            },
          });
        };
      },
    });
  return {
    wrap,
    hold: () => {
      holding = true;
    },
    release: () => {
      holding = false;
      for (const resolve of held.splice(0)) resolve();
    },
    atWork: () => held.length,
  };
}
