import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type Ref,
  useCallback,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import type { EncounterRowFragment } from '../gql/graphql';
import { useSize } from '../ui/use-size';
import type { Filters } from './filters';
import { Row, SkeletonRow } from './row';
import type { Selection } from './use-selection';
import type { Worklist } from './use-worklist';

/** Pixels, as in worklist.css. The first two are alike, so that nothing moves when an encounter is opened beside the list. */
const rowHeight = { wide: 64, medium: 64, compact: 108 };
const headHeight = 36;
/** Narrower than `medium` a row is a card. */
const from = { wide: 1040, medium: 660 };
/** More is loaded when the end is that near. */
const loadAhead = 25;
const skeletons = 12;

export interface GridHandle {
  /** Has the entry in sight, and what comes behind it loaded. */
  show(place: number): void;
  /** Moves the keyboard's place there, or to where it was last. */
  focus(place?: number): void;
}

export function Grid({
  worklist,
  selection,
  openId,
  listKey,
  sort,
  onSort,
  onOpen,
  onNear,
  onReview,
  ref,
}: {
  readonly worklist: Worklist;
  readonly selection: Selection;
  readonly openId: string | undefined;
  /** What the list is of: another one begins at its top. */
  readonly listKey: string;
  readonly sort: Filters['sort'];
  readonly onSort: (sort: Filters['sort']) => void;
  readonly onOpen: (place: number) => void;
  readonly onNear: (place: number) => void;
  readonly onReview: (encounter: EncounterRowFragment) => void;
  readonly ref: Ref<GridHandle>;
}) {
  const { rows, total, hasMore, isLoading, loadMore, failure } = worklist;
  const scroller = useRef<HTMLDivElement>(null);
  const { width, height: seenHeight } = useSize(scroller);
  const layout = width >= from.wide ? 'wide' : width >= from.medium ? 'medium' : 'compact';
  const [active, setActive] = useState(0);
  const place = Math.min(active, Math.max(rows.length - 1, 0));
  /** Set by keys: where the focus goes once it is there to have it. */
  const wanted = useRef<number>(undefined);

  const height = rowHeight[layout];
  const virtualizer = useVirtualizer({
    count: isLoading ? skeletons : rows.length + (hasMore && !failure ? 3 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: useCallback(() => height, [height]),
    overscan: 8,
    // The head lies above the list.
    scrollPaddingEnd: layout === 'compact' ? 0 : headHeight,
    // What has the focus must not vanish from the page.
    rangeExtractor: useCallback(
      (range: Range) =>
        [...new Set([...defaultRangeExtractor(range), place])]
          .filter(at => at < range.count)
          .sort((a, b) => a - b),
      [place],
    ),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights have changed
  useEffect(() => virtualizer.measure(), [height]);

  const wasHigh = useRef(0);
  const onHeight = useEffectEvent(() => {
    const list = scroller.current!;
    const row = list.contains(document.activeElement) && document.activeElement!.closest('[role=row]');
    if (row) {
      // What is said below the list takes its room from it: not from the row that has the focus.
      const end = row.getBoundingClientRect().bottom - list.getBoundingClientRect().top;
      if (end > seenHeight && end <= wasHigh.current + 1) virtualizer.scrollToIndex(place);
    }
    wasHigh.current = seenHeight;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height is what it is about
  useEffect(onHeight, [seenHeight]);

  const items = virtualizer.getVirtualItems();
  const last = virtualizer.range?.endIndex ?? 0;
  useEffect(() => {
    if (!isLoading && !failure && last >= rows.length - loadAhead) loadMore();
  }, [last, rows.length, isLoading, failure, loadMore]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is another list
  useEffect(() => {
    setActive(0);
    scroller.current?.scrollTo(0, 0);
  }, [listKey]);

  const focusWanted = useCallback(() => {
    if (wanted.current === undefined) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-place="${wanted.current}"]`);
    if (!row) return;
    wanted.current = undefined;
    row.focus({ preventScroll: true });
  }, []);
  const show = useCallback(
    (at: number) => {
      setActive(at);
      virtualizer.scrollToIndex(at);
    },
    [virtualizer],
  );
  const moveTo = useCallback(
    (next: number) => {
      wanted.current = next;
      show(next);
      focusWanted();
    },
    [show, focusWanted],
  );
  useImperativeHandle(ref, () => ({ show, focus: (at = place) => moveTo(at) }), [show, moveTo, place]);
  useEffect(focusWanted);

  const open = useCallback(
    (at: number) => {
      setActive(at);
      onOpen(at);
    },
    [onOpen],
  );
  const select = useCallback(
    (at: number, range: boolean) => {
      setActive(at);
      selection.toggle(at, range);
    },
    [selection],
  );

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = rows[place];
    if (row === undefined) return;
    const onRow = (event.target as HTMLElement).getAttribute('role') === 'row';
    const aPage = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 2);
    const to = targets[event.key]?.(place, aPage, rows.length - 1);
    const withControl = event.ctrlKey || event.metaKey;
    if (to !== undefined && !withControl && !event.altKey) {
      const next = Math.max(0, Math.min(rows.length - 1, to));
      if (event.shiftKey) {
        if (!selection.ids.has(row.id)) selection.toggle(place);
        selection.toggle(next, true);
      }
      moveTo(next);
    } else if (event.key === ' ' && onRow) selection.toggle(place, event.shiftKey);
    else if (event.key === 'Enter' && onRow) open(place);
    else if (event.key === 'r' && onRow && !withControl && !event.repeat) onReview(row);
    else if (event.key === 'a' && withControl) selection.all();
    else if (event.key === 'Escape' && selection.ids.size > 0) selection.clear();
    else return;
    event.preventDefault();
  };

  const byDate = sort === 'latest' ? 'descending' : sort === 'earliest' ? 'ascending' : undefined;
  return (
    <div
      ref={scroller}
      role="grid"
      className="grid"
      data-layout={layout}
      aria-label="Encounters"
      aria-busy={isLoading}
      aria-multiselectable="true"
      aria-rowcount={total === undefined ? -1 : total + 1}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="grid-head">
        <div role="row" aria-rowindex={1} className="row-head">
          <div role="columnheader" className="cell-select">
            <span className="hidden">Selected</span>
          </div>
          <div role="columnheader">Patient</div>
          <div role="columnheader">Encounter</div>
          <div role="columnheader">Class</div>
          <div role="columnheader" className="cell-status">
            Status
          </div>
          <div role="columnheader" aria-sort={byDate ?? 'none'}>
            <button
              type="button"
              className="sort-button"
              onClick={() => onSort(sort === 'latest' ? 'earliest' : 'latest')}
            >
              When <span aria-hidden="true">{byDate && (byDate === 'descending' ? '↓' : '↑')}</span>
            </button>
          </div>
          <div role="columnheader" className="cell-who">
            Practitioners
          </div>
          <div role="columnheader">Review</div>
        </div>
      </div>
      <div role="rowgroup" className="grid-body" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const encounter = rows[index];
          if (encounter === undefined) return <SkeletonRow key={`bone-${index}`} top={start} />;
          return (
            <Row
              key={encounter.id}
              {...{ encounter, place: index, top: start }}
              isActive={index === place}
              isSelected={selection.ids.has(encounter.id)}
              isOpen={encounter.id === openId}
              onOpen={open}
              onSelect={select}
              {...{ onNear, onReview }}
            />
          );
        })}
      </div>
    </div>
  );
}

const targets: Readonly<Record<string, (at: number, aPage: number, last: number) => number>> = {
  ArrowDown: at => at + 1,
  ArrowUp: at => at - 1,
  PageDown: (at, aPage) => at + aPage,
  PageUp: (at, aPage) => at - aPage,
  Home: () => 0,
  End: (_, __, last) => last,
};
