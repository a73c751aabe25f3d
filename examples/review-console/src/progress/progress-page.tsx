import { count, percent } from '../ui/format';
import { Message } from '../ui/message';
import { useProgress } from './use-progress';

const names: Readonly<Record<string, string>> = {
  ENCOUNTER: 'Encounters',
  PATIENT: 'Patients',
  PRACTITIONER: 'Practitioners',
};

const radius = 52;
const around = 2 * Math.PI * radius;

export function ProgressPage() {
  const { entries, failure, retry } = useProgress(true);
  if (failure && !entries)
    return (
      <Message
        icon="alert"
        title="The progress could not be read"
        text={failure.words}
        action={{ label: 'Try again', run: retry }}
      />
    );
  return (
    <section className="progress-page" aria-labelledby="progress-title">
      <h1 id="progress-title">Progress</h1>
      <div className="rings">
        {entries
          ? entries.map(entry => <Ring key={entry.resourceType} {...entry} />)
          : ['one', 'two', 'three'].map(key => (
              <article className="ring-card" key={key} aria-hidden="true">
                <span className="bone bone-ring" />
                <span className="bone short" />
              </article>
            ))}
      </div>
    </section>
  );
}

function Ring({
  resourceType,
  reviewed,
  total,
}: {
  readonly resourceType: string;
  readonly reviewed: number;
  readonly total: number;
}) {
  const part = total === 0 ? 0 : reviewed / total;
  const name = names[resourceType] ?? resourceType;
  return (
    <article className="ring-card" aria-label={name}>
      <svg
        viewBox="0 0 128 128"
        role="img"
        aria-label={`${percent(reviewed, total)} of ${name.toLowerCase()} reviewed`}
      >
        <circle className="ring-track" cx="64" cy="64" r={radius} />
        <circle
          className="ring-part"
          cx="64"
          cy="64"
          r={radius}
          strokeDasharray={`${part * around} ${around}`}
          opacity={reviewed === 0 ? 0 : 1}
        />
        <text x="64" y="72" textAnchor="middle">
          {percent(reviewed, total)}
        </text>
      </svg>
      <div>
        <h2>{name}</h2>
        <dl className="ring-figures">
          <div>
            <dt>Reviewed</dt>
            <dd>{count(reviewed)}</dd>
          </div>
          <div>
            <dt>To review</dt>
            <dd>{count(total - reviewed)}</dd>
          </div>
          <div>
            <dt>In all</dt>
            <dd>{count(total)}</dd>
          </div>
        </dl>
      </div>
    </article>
  );
}
