import { useEffect, useEffectEvent, useRef } from 'react';
import { isOpen } from './session';
import { useSessionState } from './use-session';

/** Tries again by itself what has failed, as soon as the gateway is back or the tenant warm. */
export function useRetryWhenOpen(hasFailed: boolean, retry: () => void): void {
  const open = isOpen(useSessionState());
  const wasOpen = useRef(open);
  const onOpen = useEffectEvent(() => {
    if (hasFailed) retry();
  });
  useEffect(() => {
    if (open && !wasOpen.current) onOpen();
    wasOpen.current = open;
  }, [open]);
}
