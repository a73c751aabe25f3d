import { type ReactNode, useEffect, useRef } from 'react';
import { useSession, useSessionState } from '../gateway/use-session';
import { catchFocus } from '../ui/catch-focus';
import { plural } from '../ui/format';
import { Icon } from '../ui/icon';

/**
 * Shows what is within once the tenant is warm. When it cools down later, a dialog offers to warm it up; what was open
 * stays as it is underneath, and is there again afterwards.
 */
export function TenantGate({ children }: { readonly children: ReactNode }) {
  const { tenant } = useSession();
  const { phase, wasWarm } = useSessionState();
  const dialog = useRef<HTMLDialogElement>(null);
  const isShut = phase !== 'warm';
  useEffect(() => {
    if (!wasWarm) return;
    if (isShut) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isShut, wasWarm]);
  if (!wasWarm)
    return (
      <main className="center">
        <WarmUp />
      </main>
    );
  return (
    <>
      {children}
      <dialog
        ref={dialog}
        className="dialog"
        aria-label={`${tenant} has cooled down`}
        // There is nothing to go back to before the tenant is warm.
        onCancel={event => event.preventDefault()}
      >
        {isShut && <WarmUp />}
      </dialog>
    </>
  );
}

function WarmUp() {
  const session = useSession();
  const { phase, progress, failure, wasWarm, held, isOnline } = useSessionState();
  const { tenant } = session;
  if (phase === 'unknown' && failure === undefined)
    return (
      <section className="card" aria-busy="true">
        <span className="bone bone-round" />
        <span className="bone" />
        <span className="bone short" />
      </section>
    );
  const unknown = phase === 'unknown';
  const title = unknown
    ? `${tenant} cannot be opened`
    : phase === 'warming'
      ? `Warming ${tenant} up`
      : wasWarm
        ? `${tenant} has cooled down`
        : `${tenant} is cold`;
  const text = unknown
    ? ''
    : phase === 'warming'
      ? 'Its copy of the data is being made ready.'
      : wasWarm
        ? 'Nobody has used it for a while. Warm it up to go on where you were.'
        : 'Its data lies ready, but not open. Warming it up takes a moment.';
  return (
    <section className="card">
      <span className="message-icon" data-kind={failure ? 'alert' : 'tenant'}>
        <Icon name={failure ? 'alert' : 'tenant'} />
      </span>
      <h1>{title}</h1>
      <p className="muted">{text}</p>
      {held > 0 && (
        <p>
          <strong>{plural(held, 'change')}</strong> of yours will be sent then.
        </p>
      )}
      <div aria-live="polite">{failure && <p className="failure-text">{failure.words}</p>}</div>
      {phase === 'warming' ? (
        <div className="warming">
          <progress aria-label="Warm-up" value={progress} max={1} />
          <output>{Math.floor(progress * 100)} %</output>
        </div>
      ) : (
        <button
          type="button"
          className="button button-wide"
          ref={catchFocus}
          disabled={!isOnline && !unknown}
          onClick={unknown ? session.look : session.warmUp}
        >
          {unknown || failure ? 'Try again' : 'Warm up'}
        </button>
      )}
    </section>
  );
}
