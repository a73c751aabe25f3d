import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useRoute } from 'wouter';
import { EncounterPanel } from '../encounter/encounter-panel';
import type { EncounterRowFragment } from '../gql/graphql';
import { useReview } from '../review/use-review';
import { count, plural } from '../ui/format';
import { Icon } from '../ui/icon';
import { Message } from '../ui/message';
import { FilterBar } from './filter-bar';
import { type Filters, noFilters } from './filters';
import { Grid, type GridHandle } from './grid';
import { usePrefetch } from './use-prefetch';
import { useSelection } from './use-selection';
import { useWorklist } from './use-worklist';

/**
 * The list, and beside it the encounter that was opened: on a phone in its place. The list keeps its place meanwhile.
 *
 * @param isAway whether something else is looked at
 */
export function WorklistPage({ isAway }: { readonly isAway: boolean }) {
  const [filters, setFilters] = useState<Filters>(noFilters);
  const worklist = useWorklist(filters);
  const { rows, total, left, failure, tooManyPatients } = worklist;
  const listKey = JSON.stringify(filters);
  const selection = useSelection(rows, listKey);
  const reviewing = useReview();
  const prefetch = usePrefetch(rows);
  const grid = useRef<GridHandle>(null);
  const [, navigate] = useLocation();
  const [isDetail, params] = useRoute('/encounters/:id');
  const openId = isDetail ? params.id : undefined;
  const openPlace = useMemo(() => rows.findIndex(({ id }) => id === openId), [rows, openId]);

  const open = useCallback(
    (place: number) => {
      const row = rows[place];
      if (row !== undefined) navigate(`/encounters/${encodeURIComponent(row.id)}`);
    },
    [rows, navigate],
  );
  const close = useCallback(() => navigate('/'), [navigate]);
  const opened = useRef<{ id: string; place: number | undefined }>(undefined);
  useEffect(() => {
    if (isAway) return;
    if (openId !== undefined) {
      // What was opened from a patient's history may not be in the list.
      const place = openPlace >= 0 ? openPlace : undefined;
      // Who comes back to it may have scrolled the list on meanwhile.
      const isBack = opened.current?.id === openId && opened.current.place === place;
      opened.current = { id: openId, place };
      if (place !== undefined && !isBack) grid.current?.show(place);
    } else if (opened.current !== undefined) {
      // However it was closed: whoever had the focus in it is where he came from.
      if (document.activeElement === document.body) grid.current?.focus(opened.current.place);
      opened.current = undefined;
    }
  }, [openId, openPlace, isAway]);
  const review = useCallback(
    (encounter: EncounterRowFragment) => void reviewing.one(encounter, !encounter.reviewed),
    [reviewing],
  );
  const reviewSelected = (reviewed: boolean) => {
    void reviewing.many(
      rows.filter(({ id }) => selection.ids.has(id)),
      reviewed,
    );
    selection.clear();
    grid.current?.focus();
  };

  const isEmpty = total === 0 && rows.length === 0;
  return (
    <div className="worklist" data-detail={openId !== undefined}>
      <section className="worklist-list" aria-label="Worklist">
        <h1 className="hidden">Worklist</h1>
        <button type="button" className="button skip" onClick={() => grid.current?.focus()}>
          Skip to the list
        </button>
        <FilterBar filters={filters} onChange={setFilters} />
        <p className="worklist-total" role="status">
          {left === undefined ? (failure ? '' : 'Loading …') : plural(left, 'encounter')}
          {rows.length > 0 && total !== undefined && rows.length < total && (
            <span className="muted"> · {count(rows.length)} loaded</span>
          )}
          {tooManyPatients !== undefined && (
            <span className="muted">
              {' '}
              · of the first 100 of {count(tooManyPatients)} patients with that name
            </span>
          )}
        </p>
        {isEmpty ? (
          <Message
            icon={listKey === JSON.stringify(noFilters) ? 'check' : 'search'}
            title={listKey === JSON.stringify(noFilters) ? 'All is reviewed' : 'No encounter fits'}
            text={
              filters.name
                ? 'Names are compared from their beginning, without case and accents.'
                : 'Another view or fewer filters may show more.'
            }
            action={{
              label: 'Show all encounters',
              run: () => setFilters({ ...noFilters, reviewed: 'all' }),
            }}
          />
        ) : failure && rows.length === 0 ? (
          <Message
            icon="alert"
            title="The worklist could not be read"
            text={failure.words}
            action={{ label: 'Try again', run: worklist.retry }}
          />
        ) : (
          <Grid
            ref={grid}
            {...{ worklist, selection, listKey, openId, onOpen: open, onNear: prefetch, onReview: review }}
            sort={filters.sort}
            onSort={sort => setFilters({ ...filters, sort })}
          />
        )}
        {failure && rows.length > 0 && (
          <p className="list-failure" role="alert">
            More could not be loaded. {failure.words}
            <button type="button" className="button-quiet" onClick={worklist.retry}>
              Try again
            </button>
          </p>
        )}
        {selection.ids.size > 0 && (
          <section className="bulk-bar" aria-label="Selected encounters">
            <strong role="status">{count(selection.ids.size)} selected</strong>
            <button type="button" className="button" onClick={() => reviewSelected(true)}>
              <Icon name="check" /> Mark reviewed
            </button>
            <button type="button" className="button-quiet" onClick={() => reviewSelected(false)}>
              <Icon name="undo" /> <span className="bulk-back">Take back</span>
            </button>
            {selection.ids.size < rows.length && (
              <button type="button" className="button-quiet bulk-all" onClick={selection.all}>
                Select all {count(rows.length)} loaded
              </button>
            )}
            <button
              type="button"
              className="icon-button"
              aria-label="Clear selection"
              onClick={selection.clear}
            >
              <Icon name="close" />
            </button>
          </section>
        )}
      </section>
      {openId !== undefined && (
        <EncounterPanel
          key={openId}
          id={openId}
          row={rows[openPlace]}
          onClose={close}
          onPrevious={openPlace > 0 ? () => open(openPlace - 1) : undefined}
          onNext={openPlace >= 0 && openPlace < rows.length - 1 ? () => open(openPlace + 1) : undefined}
        />
      )}
    </div>
  );
}
