import { type MouseEvent, memo } from 'react';
import type { EncounterRowFragment } from '../gql/graphql';
import { ReviewButton } from '../review/review-button';
import {
  age,
  className,
  conceptText,
  dateText,
  joined,
  personName,
  practitionerName,
  sentence,
  timeText,
} from '../ui/format';

export interface RowProps {
  readonly encounter: EncounterRowFragment;
  readonly place: number;
  readonly top: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly isOpen: boolean;
  readonly onOpen: (place: number) => void;
  readonly onSelect: (place: number, range: boolean) => void;
  readonly onNear: (place: number) => void;
  readonly onReview: (encounter: EncounterRowFragment) => void;
}

export const Row = memo(function Row({
  encounter,
  place,
  top,
  isActive,
  isSelected,
  isOpen,
  onOpen,
  onSelect,
  onNear,
  onReview,
}: RowProps) {
  const { patient, practitioners, period, reviewed } = encounter;
  const name = personName(patient?.name, 'Unknown patient');
  const [first, ...others] = practitioners;
  const tabIndex = isActive ? 0 : -1;
  const isDead = patient?.deceasedBoolean || Boolean(patient?.deceasedDateTime);
  const years = age(patient?.birthDate, patient?.deceasedDateTime ?? Date.now());
  const about = isDead
    ? joined([patient?.gender, 'deceased', patient?.deceasedDateTime && years && `aged ${years}`])
    : joined([years, patient?.gender]);
  const what = conceptText(encounter.type) ?? 'Encounter';
  const why = conceptText(encounter.reasonCode);
  const open = (event: MouseEvent) => {
    if (event.shiftKey || event.ctrlKey || event.metaKey) onSelect(place, event.shiftKey);
    else onOpen(place);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around has the keys
    <div
      role="row"
      className="row"
      data-place={place}
      data-reviewed={reviewed}
      data-open={isOpen}
      aria-rowindex={place + 2}
      aria-selected={isSelected}
      tabIndex={tabIndex}
      style={{ transform: `translateY(${top}px)` }}
      onClick={open}
      onFocus={() => onNear(place)}
      onPointerEnter={() => onNear(place)}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: whoever misses the box by a little means it all the same */}
      <div
        role="gridcell"
        className="cell-select"
        onClick={event => {
          event.stopPropagation();
          onSelect(place, event.shiftKey);
        }}
      >
        <input
          type="checkbox"
          aria-label={`Select ${name}`}
          tabIndex={tabIndex}
          checked={isSelected}
          onChange={() => undefined}
        />
      </div>
      <div role="gridcell" className="cell-patient">
        <span className="strong clip" title={name}>
          {name}
        </span>
        <span className="muted clip">{about || '–'}</span>
      </div>
      <div role="gridcell" className="cell-what">
        <span className="clip">{what}</span>
        <span className="muted clip">{why ?? '–'}</span>
      </div>
      <div role="gridcell" className="cell-class">
        <span className="chip" data-class={encounter.class.code}>
          {className(encounter.class)}
        </span>
      </div>
      <div role="gridcell" className="cell-status clip">
        {sentence(encounter.status)}
      </div>
      <div role="gridcell" className="cell-when">
        <span className="clip">{dateText(period?.start)}</span>
        <span className="muted clip">{timeText(period?.start) ?? ''}</span>
      </div>
      <div role="gridcell" className="cell-who">
        <span className="clip">{first ? practitionerName(first.name) : '–'}</span>
        {others.length > 0 && <span className="muted clip">and {others.length} more</span>}
      </div>
      <div role="gridcell" className="cell-review">
        <ReviewButton {...{ reviewed, tabIndex }} label={name} onToggle={() => onReview(encounter)} />
      </div>
    </div>
  );
});

/** In the place of one that is being loaded. */
export function SkeletonRow({ top }: { readonly top: number }) {
  return (
    <div className="row skeleton-row" aria-hidden="true" style={{ transform: `translateY(${top}px)` }}>
      <div className="cell-select" />
      <div className="cell-patient">
        <span className="bone" />
        <span className="bone short" />
      </div>
      <div className="cell-what">
        <span className="bone" />
        <span className="bone short" />
      </div>
      <div className="cell-class">
        <span className="bone" />
      </div>
      <div className="cell-status">
        <span className="bone short" />
      </div>
      <div className="cell-when">
        <span className="bone" />
      </div>
      <div className="cell-who">
        <span className="bone" />
      </div>
      <div className="cell-review">
        <span className="bone" />
      </div>
    </div>
  );
}
