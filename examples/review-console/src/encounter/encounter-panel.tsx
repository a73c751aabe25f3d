import { useQuery } from '@apollo/client/react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { failureOf } from '../gateway/failures';
import { useRetryWhenOpen } from '../gateway/use-retry';
import type { EncounterRowFragment } from '../gql/graphql';
import { encounterDetail } from '../operations';
import { useReview } from '../review/use-review';
import { className, conceptText, dateText, periodText, personName, sentence, timeText } from '../ui/format';
import { Icon } from '../ui/icon';
import { Message } from '../ui/message';
import { Facts, History, Patient, Practitioners } from './parts';

/** One encounter with whom it is about, who took part, and what was before. */
export function EncounterPanel({
  id,
  row,
  onClose,
  onPrevious,
  onNext,
}: {
  readonly id: string;
  /** What the list knows of it already. */
  readonly row: EncounterRowFragment | undefined;
  readonly onClose: () => void;
  readonly onPrevious: (() => void) | undefined;
  readonly onNext: (() => void) | undefined;
}) {
  const { data, error, refetch } = useQuery(encounterDetail, {
    variables: { id },
    // Others may have reviewed it since it was read ahead.
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  const retry = () => void refetch().catch(() => undefined);
  useRetryWhenOpen(error !== undefined, retry);
  const reviewing = useReview();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  const detail = data?.encounter;
  const known = detail ?? row;
  const toggle = () => known && void reviewing.one(known, !known.reviewed);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') onClose();
    // A key that is held down repeats, which nobody means here.
    else if (event.key === 'r' && !event.repeat) toggle();
    else if (event.key === 'j') onNext?.();
    else if (event.key === 'k') onPrevious?.();
    else return;
    event.preventDefault();
  };

  return (
    <aside className="panel" aria-label="Encounter" onKeyDown={onKeyDown}>
      <div className="panel-bar">
        <button type="button" className="button-quiet" onClick={onClose}>
          <Icon name="back" /> Worklist
        </button>
        <span className="spring" />
        <button
          type="button"
          className="icon-button"
          aria-label="Previous (k)"
          title="Previous (k)"
          disabled={!onPrevious}
          onClick={onPrevious}
        >
          <Icon name="up" />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Next (j)"
          title="Next (j)"
          disabled={!onNext}
          onClick={onNext}
        >
          <Icon name="down" />
        </button>
      </div>
      {error && !known ? (
        <Message
          icon="alert"
          title="The encounter could not be read"
          text={failureOf(error).words}
          action={{ label: 'Try again', run: retry }}
        />
      ) : data && !detail ? (
        <Message
          icon="search"
          title="There is no such encounter"
          text="It may have gone with a refresh of the data."
          action={{ label: 'Back to the worklist', run: onClose }}
        />
      ) : (
        <div className="panel-body">
          <header className="panel-head">
            <p className="eyebrow">
              {known ? (
                `${className(known.class)} · ${sentence(known.status)}`
              ) : (
                <span className="bone short" />
              )}
            </p>
            <h2 ref={heading} tabIndex={-1}>
              {known ? personName(known.patient?.name, 'Unknown patient') : <span className="bone" />}
            </h2>
            <p className="panel-what">{known ? conceptText(known.type) : <span className="bone" />}</p>
            <p className="muted">{known && periodText(known.period)}</p>
          </header>
          {error && (
            <p className="list-failure" role="alert">
              The rest could not be read. {failureOf(error).words}
              <button type="button" className="button-quiet" onClick={retry}>
                Try again
              </button>
            </p>
          )}
          <Facts encounter={detail} isFailed={error !== undefined} />
          <Practitioners encounter={detail} />
          <Patient patient={detail?.patient} isLoaded={detail !== undefined && detail !== null} />
          <History current={id} patient={detail?.patient} />
        </div>
      )}
      {known && (
        <footer className="panel-foot">
          {known.reviewed ? (
            <>
              <p className="review-note">
                <span className="review-mark">
                  <Icon name="check" />
                </span>
                <span>
                  Reviewed
                  <span className="muted block">
                    {known.reviewTime && ` ${dateText(known.reviewTime)}, ${timeText(known.reviewTime)}`}
                    {known.reviewedBy && ` by ${known.reviewedBy}`}
                  </span>
                </span>
              </p>
              <button type="button" className="button-quiet" onClick={toggle}>
                <Icon name="undo" /> Take back
              </button>
            </>
          ) : (
            <button type="button" className="button button-wide" onClick={toggle}>
              <Icon name="check" /> Mark reviewed <kbd>r</kbd>
            </button>
          )}
        </footer>
      )}
    </aside>
  );
}
