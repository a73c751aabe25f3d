import { checkEncounter, checkPerson, must } from '../checks.ts';
import { type EncounterNode, operations, type PersonNode } from '../operations.ts';
import { between, type Setting } from '../persona.ts';
import type { User } from '../user.ts';
import type { Span } from '../world.ts';

type Participants = readonly { readonly individual: { readonly reference: string } | null }[];

/** An encounter with its people. */
export async function openChart(user: User, id: string): Promise<EncounterNode | undefined> {
  const outcome = await user.ask<{ encounter: EncounterNode & { participant: Participants | null } }>({
    action: 'open chart',
    operation: operations.openChart,
    variables: { id },
    check: ({ encounter }, span) => {
      must(encounter?.id === id, 'the resource that was asked for');
      checkEncounter(user.facts, encounter, span);
      const references = new Set(
        (encounter.participant ?? []).map(({ individual }) => individual?.reference),
      );
      for (const { id: one } of encounter.practitioners!) {
        must(references.has(`Practitioner/${one}`), 'the practitioners are who the references say');
      }
    },
  });
  return outcome.kind === 'answered' ? outcome.data.encounter : undefined;
}

/** A patient with what happened before. */
export async function readHistory(user: User, id: string): Promise<void> {
  await user.ask<{ patient: PersonNode }>({
    action: 'patient history',
    operation: operations.patientChart,
    variables: { id, encounters: 10 },
    check: ({ patient }, span) => checkHistory(user, id, 10, patient, span),
  });
}

export function checkHistory(user: User, id: string, first: number, patient: PersonNode, span: Span): void {
  must(patient?.id === id, 'the resource that was asked for');
  checkPerson(user.facts, 'Patient', patient, span);
  const { edges, count, pageInfo } = patient.encounters!;
  let before = Number.POSITIVE_INFINITY;
  for (const { node } of edges) {
    const known = checkEncounter(user.facts, node, span);
    if (known === undefined) continue;
    must(known.patient === id, 'the encounters are of the patient');
    must(known.start <= before, 'order of rows');
    before = known.start;
  }
  must(edges.length === Math.min(first, count!), 'no row is left out');
  must(pageInfo.hasNextPage === count! > first, 'whether there is more');
}

/** What a practitioner did in a year. */
export async function readDay(user: User, { popular }: Setting): Promise<void> {
  const id = popular.practitioner(user.random);
  const year = String(between(2018, 2026, user.random));
  await user.ask<{ practitioner: PersonNode }>({
    action: 'practitioner',
    operation: operations.practitionerDay,
    variables: { id, period: { from: year, to: year }, first: 30 },
    check: ({ practitioner }, span) => {
      must(practitioner?.id === id, 'the resource that was asked for');
      let before = Number.NEGATIVE_INFINITY;
      for (const { node } of practitioner.encounters!.edges) {
        const known = checkEncounter(user.facts, node, span);
        if (known === undefined) continue;
        must(known.practitioners.includes(id), 'the encounters are of the practitioner');
        must(known.start >= before, 'order of rows');
        must(
          known.start < Date.UTC(Number(year) + 1) && known.end >= Date.UTC(Number(year)),
          'the filter holds for each row',
        );
        before = known.start;
      }
    },
  });
}
