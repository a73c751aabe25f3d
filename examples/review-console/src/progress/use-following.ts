import { useEffect, useRef } from 'react';
import { isOpen, type Session } from '../gateway/session';
import { useSession, useSessionState } from '../gateway/use-session';
import { progress } from '../operations';

const everyMs = 15_000;
/** Who has not touched the page for so long is not there. */
const presentMs = 120_000;
const touches = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'focus'] as const;

/**
 * Has the progress follow what others review, for as long as somebody is at the page and sees it. Each look is activity, by
 * which a tenant stays warm: a page that was left open must not look.
 */
export function useFollowing(): void {
  const session = useSession();
  const open = isOpen(useSessionState());
  const touched = useRef(performance.now());
  const looked = useRef(performance.now());
  useEffect(() => {
    if (!open) return;
    const look = () => {
      if (document.hidden || performance.now() - touched.current > presentMs) return;
      looked.current = performance.now();
      // Whatever is wrong is told by what somebody waits for, and this is asked again.
      refresh(session).catch(() => undefined);
    };
    const touch = () => {
      touched.current = performance.now();
      // Who comes back sees at once how far the others are.
      if (touched.current - looked.current > everyMs) look();
    };
    const timer = setInterval(look, everyMs);
    for (const name of touches) window.addEventListener(name, touch, { passive: true });
    document.addEventListener('visibilitychange', touch);
    return () => {
      clearInterval(timer);
      for (const name of touches) window.removeEventListener(name, touch);
      document.removeEventListener('visibilitychange', touch);
    };
  }, [open, session]);
}

async function refresh(session: Session): Promise<void> {
  const found = await session.apartFromReviews(() =>
    session.client.query({ query: progress, fetchPolicy: 'no-cache', context: { isAside: true } }),
  );
  if (found?.data) session.client.writeQuery({ query: progress, data: found.data });
}
