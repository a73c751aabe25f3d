import { useEffect } from 'react';
import { useSession, useSessionState } from '../gateway/use-session';
import { plural } from '../ui/format';
import { Icon } from '../ui/icon';

/** Says that the gateway is out of reach, and what becomes of reviews meanwhile. */
export function OfflineBanner() {
  const { tryAgain } = useSession();
  const { isOnline, held } = useSessionState();
  useEffect(() => {
    if (held === 0) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [held]);
  return (
    <div role="status" className="offline-slot">
      {!isOnline && (
        <div className="offline">
          <Icon name="offline" />
          <p>
            <strong>The gateway cannot be reached.</strong>{' '}
            {held > 0
              ? `${plural(held, 'change')} kept here, to be sent when it is back. Leave this page open.`
              : 'You can go on reading what is loaded. Reviews are kept until it is back.'}
          </p>
          <button type="button" className="button-quiet" onClick={() => void tryAgain()}>
            Try now
          </button>
        </div>
      )}
    </div>
  );
}
