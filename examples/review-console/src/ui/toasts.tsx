import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
} from 'react';
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

export function Toasts({ children }: { readonly children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly (Toast & { readonly id: number })[]>([]);
  const next = useRef(0);
  const drop = useCallback((id: number) => setToasts(list => list.filter(toast => toast.id !== id)), []);
  const show = useCallback((toast: Toast) => {
    const id = next.current++;
    // One word on what was done is enough; failures are each told.
    setToasts(list => [...list.filter(({ kind }) => kind === 'failed').slice(-3), { ...toast, id }]);
  }, []);
  const list = useMemo(
    () => toasts.map(({ id, ...toast }) => <Notice key={id} toast={toast} onGone={() => drop(id)} />),
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

/** Failures stay until they are seen to; what was done goes by itself, unless it is pointed at or has the focus. */
function Notice({ toast, onGone }: { readonly toast: Toast; readonly onGone: () => void }) {
  const { text, kind, action } = toast;
  const [isHeld, setHeld] = useState(false);
  const goes = kind === 'done' && !isHeld;
  const gone = useEffectEvent(onGone);
  useEffect(() => {
    if (!goes) return;
    const timer = setTimeout(gone, shownMs);
    return () => clearTimeout(timer);
  }, [goes]);
  const hold = () => setHeld(true);
  const letGo = () => setHeld(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only stays for whoever is at it
    <div
      className={`toast toast-${kind}`}
      onPointerEnter={hold}
      onPointerLeave={letGo}
      onFocus={hold}
      onBlur={letGo}
    >
      <Icon name={kind === 'done' ? 'check' : 'alert'} />
      <p>{text}</p>
      {action && (
        <button
          type="button"
          className="button-quiet"
          onClick={() => {
            onGone();
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" className="icon-button" aria-label="Dismiss" onClick={onGone}>
        <Icon name="close" />
      </button>
    </div>
  );
}
