import { createContext, type ReactNode, use, useCallback, useMemo, useRef, useState } from 'react';
import { Icon } from './icon';

export interface Toast {
  readonly text: string;
  readonly kind: 'done' | 'failed';
  readonly action?: { readonly label: string; readonly run: () => void };
}

const shownMs = 6_000;

const ToastContext = createContext<(toast: Toast) => void>(() => undefined);

export function useToast(): (toast: Toast) => void {
  return use(ToastContext);
}

/** Failures stay until they are seen to; what was done goes by itself, unless it is pointed at. */
export function Toasts({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly (Toast & { readonly id: number })[]>([]);
  const next = useRef(0);
  const drop = useCallback((id: number) => setToasts(list => list.filter(toast => toast.id !== id)), []);
  const show = useCallback(
    (toast: Toast) => {
      const id = next.current++;
      // One word on what was done is enough; failures are each told.
      setToasts(list => [...list.filter(({ kind }) => kind === 'failed').slice(-3), { ...toast, id }]);
      if (toast.kind === 'done') setTimeout(() => drop(id), shownMs);
    },
    [drop],
  );
  const list = useMemo(
    () =>
      toasts.map(({ id, text, kind, action }) => (
        <div key={id} className={`toast toast-${kind}`}>
          <Icon name={kind === 'done' ? 'check' : 'alert'} />
          <p>{text}</p>
          {action && (
            <button
              type="button"
              className="button-quiet"
              onClick={() => {
                drop(id);
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
          <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => drop(id)}>
            <Icon name="close" />
          </button>
        </div>
      )),
    [toasts, drop],
  );
  return (
    <ToastContext value={show}>
      {children}
      <section className="toasts" aria-label="Notices" aria-live="polite" aria-relevant="additions">
        {list}
      </section>
    </ToastContext>
  );
}
