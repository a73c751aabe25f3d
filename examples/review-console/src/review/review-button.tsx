import { Icon } from '../ui/icon';

export function ReviewButton({
  reviewed,
  label,
  tabIndex,
  onToggle,
}: {
  readonly reviewed: boolean;
  /** Who it is about, for whoever does not see the row around it. */
  readonly label: string;
  readonly tabIndex?: number;
  readonly onToggle: () => void;
}) {
  const text = reviewed ? 'Reviewed' : 'Review';
  return (
    <button
      type="button"
      className="review-button"
      data-reviewed={reviewed}
      tabIndex={tabIndex}
      aria-label={`${text}: ${label}`}
      title={reviewed ? 'Take the review back' : 'Mark as reviewed'}
      onClick={event => {
        event.stopPropagation();
        onToggle();
      }}
    >
      {reviewed && <Icon name="check" />}
      {text}
    </button>
  );
}
