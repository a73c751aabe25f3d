import { count, percent } from '../ui/format';
import { useFollowing } from './use-following';
import { useProgress } from './use-progress';

/** How far the encounters are, above whatever is looked at. */
export function ProgressStrip() {
  useFollowing();
  const { entries } = useProgress(false);
  const encounters = entries?.find(({ resourceType }) => resourceType === 'ENCOUNTER');
  const { reviewed = 0, total = 0 } = encounters ?? {};
  return (
    <div className="strip">
      <progress aria-label="Encounters reviewed" value={reviewed} max={Math.max(total, 1)} />
      <p>
        {encounters ? (
          <>
            <strong>{count(reviewed)}</strong> of {count(total)} encounters reviewed{' '}
            <span className="muted">{percent(reviewed, total)}</span>
          </>
        ) : (
          <span className="bone" />
        )}
      </p>
    </div>
  );
}
