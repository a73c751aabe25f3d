import { ApolloLink } from '@apollo/client/link';
import { Observable } from 'rxjs';
import { codeOf, firstCode } from './failures';

/** What the session around the requests is told, and asked. */
export interface Surroundings {
  /** The gateway was not reached. */
  lost(): void;
  /** The tenant was found cold. */
  cooled(): void;
  /** A review waits for the gateway or the tenant: +1, and -1 when it goes on. */
  held(change: 1 | -1): void;
  /** A review is on its way: +1, and -1 when its outcome is known. */
  sent(change: 1 | -1): void;
  /** Resolves once the gateway is reached and the tenant warm. */
  whenOpen(): Promise<void>;
}

const busy = new Set(['TENANT_BUSY', 'RATE_LIMITED']);
const maxTries = 4;
const longestWaitMs = 10_000;

/**
 * Tries again what a busy gateway has put off, when it says. Reviews are kept, with what the page already shows of them,
 * while the gateway is out of reach or the tenant cold, and sent when it is back: sent twice they do no harm.
 */
export function patience(surroundings: Surroundings): ApolloLink {
  return new ApolloLink((operation, forward) => {
    const { isReview = false, isAhead = false, isAside = false } = operation.getContext();
    return new Observable(observer => {
      let tries = 0;
      let inner: { unsubscribe(): void } | undefined;
      const again = (when: Promise<void>) => {
        void when.then(() => {
          if (!observer.closed) attempt();
        });
      };
      const hold = () => {
        surroundings.held(1);
        again(surroundings.whenOpen().finally(() => surroundings.held(-1)));
      };
      /** Whether it is seen to. */
      const cope = (code: string | undefined): boolean => {
        // Nobody has asked for it yet, so nobody is disturbed.
        if (isAhead) return false;
        if (code === 'OFFLINE') surroundings.lost();
        if (code === 'TENANT_COLD') surroundings.cooled();
        if (isReview && (code === 'OFFLINE' || code === 'TENANT_COLD')) {
          hold();
          return true;
        }
        // Where it is busy, what nobody waits for can be left out.
        if (isAside || code === undefined || !busy.has(code) || ++tries >= maxTries) return false;
        again(pause(waitMs(operation, tries)));
        return true;
      };
      const attempt = () => {
        inner = forward(operation).subscribe({
          next: result => {
            if (!cope(firstCode(result.errors))) {
              observer.next(result);
              observer.complete();
            }
          },
          error: error => {
            if (!cope(codeOf(error))) observer.error(error);
          },
        });
      };
      if (isReview) surroundings.sent(1);
      attempt();
      return () => {
        inner?.unsubscribe();
        if (isReview) surroundings.sent(-1);
      };
    });
  });
}

/** As the answer asks, or longer each time. */
function waitMs(operation: ApolloLink.Operation, tries: number): number {
  const response = operation.getContext().response as Response | undefined;
  const seconds = Number(response?.headers.get('retry-after') ?? Number.NaN);
  const wanted = Number.isFinite(seconds) ? seconds * 1_000 : 250 * 2 ** tries;
  // Not all at the same moment.
  return Math.min(wanted, longestWaitMs) + Math.random() * 200;
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
