import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ConsoleEncounterQuery } from '../gql/graphql';
import {
  age,
  capital,
  className,
  conceptText,
  dateText,
  joined,
  personName,
  plural,
  practitionerName,
  sentence,
} from '../ui/format';
import { Icon } from '../ui/icon';

type Encounter = NonNullable<ConsoleEncounterQuery['encounter']>;
type PatientOf = Encounter['patient'];

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="panel-section">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Bones({ rows }: { readonly rows: number }) {
  return Array.from({ length: rows }, (_, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
    <p key={at} className="bone-line" aria-hidden="true">
      <span className={at % 2 ? 'bone short' : 'bone'} />
    </p>
  ));
}

/** Pairs of a name and what there is of it; what is missing is left out. */
function Pairs({ pairs }: { readonly pairs: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="pairs">
      {pairs
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

export function Facts({
  encounter,
  isFailed,
}: {
  readonly encounter: Encounter | null | undefined;
  readonly isFailed: boolean;
}) {
  if (!encounter)
    return isFailed ? null : (
      <Section title="Encounter">
        <Bones rows={4} />
      </Section>
    );
  const { hospitalization } = encounter;
  const pairs = [
    ['Reason', conceptText(encounter.reasonCode)],
    ['Priority', capital(conceptText(encounter.priority))],
    ['Where', whereIn(encounter)],
    ['At', encounter.serviceProvider?.display],
    ['Came from', conceptText(hospitalization?.admitSource)],
    ['Went to', conceptText(hospitalization?.dischargeDisposition)],
  ] as const;
  return (
    <Section title="Encounter">
      <Pairs pairs={pairs} />
    </Section>
  );
}

/** The places, from the smallest on. Whose they are is said beside them. */
function whereIn({ location, serviceProvider }: Encounter): string {
  const owner = `${serviceProvider?.display}, `;
  const places = location?.map(({ location: { display } }) =>
    display?.startsWith(owner) ? display.slice(owner.length) : display,
  );
  return joined(places?.reverse());
}

export function Practitioners({ encounter }: { readonly encounter: Encounter | null | undefined }) {
  if (!encounter) return null;
  const roleOf = (id: string) =>
    conceptText(
      encounter.participant?.find(({ individual }) => individual?.reference === `Practitioner/${id}`)?.type,
    );
  return (
    <Section title="Practitioners">
      {encounter.practitioners.length === 0 ? (
        <p className="muted">Nobody is named.</p>
      ) : (
        <ul className="people">
          {encounter.practitioners.map(({ id, name }) => (
            <li key={id}>
              <span className="avatar" aria-hidden="true">
                {initials(name?.[0])}
              </span>
              <span>
                {practitionerName(name)}
                <span className="muted block">{sentence(roleOf(id))}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function initials(name: { family?: string | null; given?: readonly (string | null)[] | null } | undefined) {
  return [name?.given?.[0]?.[0], name?.family?.[0]].filter(Boolean).join('');
}

export function Patient({
  patient,
  isLoaded,
}: {
  readonly patient: PatientOf | undefined;
  readonly isLoaded: boolean;
}) {
  if (!isLoaded) return null;
  if (!patient)
    return (
      <Section title="Patient">
        <p className="muted">The encounter names no patient.</p>
      </Section>
    );
  const { birthDate, deceasedBoolean, deceasedDateTime, address, telecom, identifier } = patient;
  const isDead = deceasedBoolean || Boolean(deceasedDateTime);
  const home = address?.[0];
  const number =
    identifier?.find(({ type }) => type?.coding?.some(({ code }) => code === 'MR')) ?? identifier?.[0];
  const phone = telecom?.find(({ system }) => system === 'phone')?.value;
  const years = age(birthDate, deceasedDateTime ?? Date.now());
  const pairs = [
    ['Name', personName(patient.name)],
    ['Born', birthDate && `${dateText(birthDate)}${isDead || !years ? '' : ` (${years})`}`],
    [
      'Died',
      deceasedDateTime
        ? `${dateText(deceasedDateTime)}${years ? ` (${years})` : ''}`
        : deceasedBoolean && 'Yes; when is not known',
    ],
    ['Gender', patient.gender && sentence(patient.gender)],
    ['Record', number?.value],
    ['Phone', phone],
    [
      'Address',
      home && joined([...(home.line ?? []), joined([home.city, joined([home.state, home.postalCode], ' ')])]),
    ],
    ['Physician', patient.generalPractitioner?.[0]?.display],
  ] as const;
  return (
    <Section title="Patient">
      <Pairs pairs={pairs} />
    </Section>
  );
}

/** The patient's other encounters, the latest first. */
export function History({
  current,
  patient,
}: {
  readonly current: string;
  readonly patient: PatientOf | undefined;
}) {
  if (!patient) return null;
  const { count, edges } = patient.encounters;
  const others = edges.filter(({ node }) => node.id !== current);
  const more = (count ?? 0) - 1 - others.length;
  return (
    <Section title="History">
      {others.length === 0 ? (
        <p className="muted">There are no other encounters of this patient.</p>
      ) : (
        <ol className="history">
          {others.map(({ node }) => (
            <li key={node.id}>
              <Link href={`/encounters/${encodeURIComponent(node.id)}`}>
                <span className="history-date">{dateText(node.period?.start)}</span>
                <span className="clip">{conceptText(node.type) ?? 'Encounter'}</span>
                <span className="muted clip">
                  {className(node.class)} · {sentence(node.status)}
                </span>
                {node.reviewed && (
                  <span className="review-mark">
                    <Icon name="check" />
                    <span className="hidden">reviewed</span>
                  </span>
                )}
              </Link>
            </li>
          ))}
        </ol>
      )}
      {more > 0 && <p className="muted">and {plural(more, 'earlier one')}</p>}
    </Section>
  );
}
