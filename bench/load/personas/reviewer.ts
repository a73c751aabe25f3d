import type { EncounterNode } from '../operations.ts';
import { between, type Persona, pick, type Setting } from '../persona.ts';
import type { User } from '../user.ts';
import { openChart, readDay, readHistory } from './charts.ts';
import { readWorklist, type Scroll, type WorklistFilter } from './lists.ts';
import { readProgress } from './progress.ts';
import { review, reviewAnotherVersion, reviewMany } from './reviewing.ts';

/** Worklists that people keep coming back to, the usual one first. */
export function worklists(random: () => number): WorklistFilter {
  const draw = random();
  if (draw < 0.6) return { reviewed: false };
  const year = String(between(2019, 2026, random));
  if (draw < 0.7) return { reviewed: false, status: ['finished'] };
  if (draw < 0.75) return { reviewed: false, class: ['AMB'] };
  if (draw < 0.85) return { reviewed: false, period: { from: year, to: year } };
  if (draw < 0.9) return { reviewed: true };
  return { status: [pick(['finished', 'in-progress', 'planned', 'cancelled'], random)] };
}

/** Most users: opens the worklist, scrolls, opens charts, reviews, looks at the progress. */
export const reviewer: Persona = async (user, setting) => {
  const { random } = user;
  const scroll: Scroll = {
    first: pick([20, 20, 20, 30, 50], random),
    filter: worklists(random),
    after: null,
    place: 0,
    seen: new Set(),
  };
  const pages = between(1, 3, random);
  for (let page = 0; page < pages; page++) {
    const read = await readWorklist(user, setting, scroll);
    if (read === undefined) return;
    await work(user, setting, read.rows);
    if (!read.more) break;
  }
  if (random() < 0.3) await readProgress(user, setting);
};

async function work(user: User, setting: Setting, rows: readonly EncounterNode[]): Promise<void> {
  const { random } = user;
  const { world } = user.tenant;
  const charts = between(1, 3, random);
  for (let opened = 0; opened < charts; opened++) {
    // Some follow a link to what everybody looks at.
    const id =
      rows.length === 0 || random() < 0.3 ? setting.popular.encounter(random) : pick(rows, random).id;
    const chart = await openChart(user, id);
    if (chart === undefined) continue;
    const patient = chart.patient?.id;
    if (patient !== undefined && random() < 0.3) await readHistory(user, patient);
    await decide(user, chart);
    if (random() < 0.3) await openChart(user, id);
    if (patient !== undefined && random() < 0.05)
      await review(user, 'Patient', patient, !world.isReviewed('Patient', patient));
  }
  if (random() < 0.1)
    await reviewMany(
      user,
      rows.slice(0, between(2, 8, random)).map(({ id }) => id),
    );
  if (random() < 0.05) await readDay(user, setting);
}

async function decide(user: User, chart: EncounterNode): Promise<void> {
  const draw = user.random();
  const { id } = chart;
  if (draw < 0.02) return reviewAnotherVersion(user, id);
  if (chart.reviewed) {
    // Somebody takes it back now and then, or reviews it again, which changes nothing.
    if (draw < 0.3) await review(user, 'Encounter', id, false);
    else if (draw < 0.4) await review(user, 'Encounter', id, true);
  } else if (draw < 0.6) {
    await review(user, 'Encounter', id, true, draw < 0.2 ? chart.meta?.versionId : undefined);
  }
}
