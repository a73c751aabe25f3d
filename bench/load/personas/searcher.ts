import { type KnownEncounter, namesOf } from '../catalog.ts';
import { checkEncounter, checkPage, checkPerson, fold, must, someStartWith } from '../checks.ts';
import { type EncounterNode, operations, type Page, type PersonNode } from '../operations.ts';
import { between, type Persona, pick, type Setting } from '../persona.ts';
import type { User } from '../user.ts';
import { checkEncounters, type Scroll, type WorklistFilter } from './lists.ts';

const dayMs = 86_400_000;

/** Looks for people and encounters, in both vocabularies; nobody searches for the same twice. */
export const searcher: Persona = async (user, setting) => {
  const searches = between(2, 6, user.random);
  for (let search = 0; search < searches; search++) {
    await pick(
      [byName, byName, byBirth, byCode, fhirPatients, fhirChain, fhirEncounters, practitioners],
      user.random,
    )(user, setting);
  }
};

/** The beginning of a family name that somebody has. */
function beginning(user: User, { catalog, popular }: Setting): string {
  const [family = 'a'] = catalog.patients.byId.get(popular.patient(user.random))?.families ?? [];
  return family.slice(0, between(2, 4, user.random));
}

async function byName(user: User, setting: Setting): Promise<void> {
  const name = beginning(user, setting);
  const { patients } = setting.catalog;
  const first = 20;
  let after: string | null = null;
  let place = 0;
  // Whoever finds too many reads on once.
  for (let page = 0; page < 2; page++) {
    const outcome: Awaited<ReturnType<typeof user.ask<{ patients: Page<PersonNode> }>>> = await user.ask<{
      patients: Page<PersonNode>;
    }>({
      action: 'search by name',
      operation: operations.patientsByName,
      variables: { name, first, after },
      check: ({ patients: { edges, pageInfo } }, span) => {
        for (const { node } of edges) {
          checkPerson(user.facts, 'Patient', node, span);
          must(someStartWith(namesOf(node), name), 'the filter holds for each row');
        }
        const ids = edges.map(({ node }) => node.id);
        const { hasNextPage } = pageInfo;
        place = checkPage(
          patients,
          ids,
          { begin: place, first, hasNextPage },
          known => someStartWith(known.names, name),
          span,
        );
      },
    });
    if (outcome.kind !== 'answered' || !outcome.data.patients.pageInfo.hasNextPage) return;
    after = outcome.data.patients.pageInfo.endCursor;
  }
}

async function byBirth(user: User): Promise<void> {
  const year = between(1930, 2020, user.random);
  const birthDate = { from: String(year), to: String(year + between(0, 3, user.random)) };
  const gender = user.random() < 0.5 ? ['female'] : undefined;
  await user.ask<{ patients: Page<PersonNode> }>({
    action: 'search by birth',
    operation: operations.patientsByBirth,
    variables: { birthDate, gender },
    check: ({ patients: { edges, pageInfo } }, span) => {
      let before = '';
      for (const { node } of edges) {
        checkPerson(user.facts, 'Patient', node, span);
        const born = node.birthDate ?? '';
        must(
          born.slice(0, 4) >= birthDate.from && born.slice(0, 4) <= birthDate.to,
          'the filter holds for each row',
        );
        must(gender === undefined || node.gender === 'female', 'the filter holds for each row');
        must(born >= before, 'order of rows');
        before = born;
      }
      must(new Set(edges.map(({ node }) => node.id)).size === edges.length, 'no row comes twice');
      must(edges.length === 50 || !pageInfo.hasNextPage, 'a page is full, or the last');
    },
  });
}

async function byCode(user: User, setting: Setting): Promise<void> {
  const { random } = user;
  const from = between(2015, 2025, random);
  const filter: WorklistFilter = {
    class: [pick(['AMB', 'EMER', 'IMP', 'VR'], random)],
    ...(random() < 0.5 && { status: ['finished', 'cancelled'] }),
    period: { from: String(from), to: String(from + between(0, 2, random)) },
  };
  const scroll: Scroll = { first: 30, filter, after: null, place: 0, seen: new Set() };
  await user.ask<{ encounters: Page<EncounterNode> }>({
    action: 'search by code',
    operation: operations.encountersByCode,
    variables: { filter, after: null },
    check: ({ encounters }, span) => void checkEncounters(user, setting, scroll, encounters, span),
  });
}

async function fhirPatients(user: User, setting: Setting): Promise<void> {
  const family = beginning(user, setting);
  await user.ask<{ PatientList: PersonNode[] }>({
    action: 'FHIR search',
    operation: operations.fhirPatients,
    variables: { family: [family] },
    check: ({ PatientList: rows }, span) => {
      must(rows.length <= 25, 'no more rows than asked for');
      for (const node of rows) {
        checkPerson(user.facts, 'Patient', node, span);
        const families = (node.name ?? []).flatMap(({ family: one }) => (one == null ? [] : [fold(one)]));
        must(someStartWith(families, family), 'the filter holds for each row');
      }
      must(new Set(rows.map(({ id }) => id)).size === rows.length, 'no row comes twice');
    },
  });
}

async function fhirChain(user: User, setting: Setting): Promise<void> {
  const family = beginning(user, setting);
  const { encounters, patients } = setting.catalog;
  await user.ask<{ EncounterList: EncounterNode[] }>({
    action: 'FHIR chained search',
    operation: operations.fhirChain,
    variables: { search: [`subject:Patient.family=${family}`] },
    check: ({ EncounterList: rows }, span) => {
      for (const node of rows) {
        checkEncounter(user.facts, node, span);
        must(someStartWith(namesOf(node.patient!), family), 'the filter holds for each row');
      }
      const ids = rows.map(({ id }) => id);
      checkPage(
        encounters,
        ids,
        { begin: 0, first: 20, hasNextPage: rows.length === 20 },
        known =>
          patients.complete
            ? someStartWith(patients.byId.get(known.patient ?? '')?.families ?? [], family)
            : undefined,
        span,
      );
    },
  });
}

async function fhirEncounters(user: User, setting: Setting): Promise<void> {
  const { random } = user;
  const year = between(2016, 2026, random);
  const since = Date.UTC(year, between(0, 11, random));
  const date = [`ge${new Date(since).toISOString().slice(0, 10)}`];
  const { encounters } = setting.catalog;
  let cursor: string | null = null;
  let place = 0;
  for (let page = 0; page < 2; page++) {
    type Answer = {
      EncounterConnection: { count: number; next: string | null; edges: { resource: EncounterNode }[] };
    };
    const outcome: Awaited<ReturnType<typeof user.ask<Answer>>> = await user.ask<Answer>({
      action: 'FHIR page',
      operation: cursor === null ? operations.fhirEncounters : operations.fhirNext,
      variables: cursor === null ? { date, status: ['finished'] } : { cursor },
      check: ({ EncounterConnection: { edges, next, count } }, span) => {
        for (const { resource } of edges) checkEncounter(user.facts, resource, span);
        must(count >= edges.length, 'how many rows there are');
        const ids = edges.map(({ resource }) => resource.id);
        place = checkPage(
          encounters,
          ids,
          { begin: place, first: 20, hasNextPage: next !== null },
          // Ends behind that day, or lies within it: https://hl7.org/fhir/R4/search.html#prefix
          known => known.status === 'finished' && endsBehind(known, since),
          span,
        );
      },
    });
    if (outcome.kind !== 'answered') return;
    cursor = outcome.data.EncounterConnection.next;
    if (cursor === null) return;
  }
}

/** Whether `ge` and that day find it; undefined: it begins before and ends on that day, give or take a second. */
function endsBehind({ start, end }: KnownEncounter, since: number): boolean | undefined {
  if (start >= since || end > since + dayMs + 1000) return true;
  return end < since ? false : undefined;
}

async function practitioners(user: User, { catalog, popular }: Setting): Promise<void> {
  const [name = 'a'] = catalog.practitioners.byId.get(popular.practitioner(user.random))?.families ?? [];
  const family = name.slice(0, 3);
  await user.ask<{ practitioners: Page<PersonNode> }>({
    action: 'search practitioners',
    operation: operations.practitionersByName,
    variables: { family },
    check: ({ practitioners: { edges, pageInfo } }, span) => {
      for (const { node } of edges) checkPerson(user.facts, 'Practitioner', node, span);
      const ids = edges.map(({ node }) => node.id);
      const page = { begin: 0, first: 20, hasNextPage: pageInfo.hasNextPage };
      checkPage(catalog.practitioners, ids, page, known => someStartWith(known.families, family), span);
    },
  });
}
