import { must } from '../checks.ts';
import { type EncounterNode, operations, type Page, type PersonNode, registeredIds } from '../operations.ts';
import type { Persona, Setting } from '../persona.ts';
import type { User } from '../user.ts';
import { readState, warmUp } from '../warming.ts';
import { checkHistory, openChart } from './charts.ts';
import { checkEncounters } from './lists.ts';
import { readProgress } from './progress.ts';

/** Software of somebody else's: asks for the same again and again, and keeps answers by their `ETag`. */
export const partner: Persona = async (user, setting) => {
  // The same patients at each poll, so that most answers are still what they were.
  const ids = Array.from({ length: 3 }, (_, place) => setting.catalog.patients.list[place]?.id).filter(
    id => id !== undefined,
  );
  await readProgress(user, setting, setting.registered);
  await pollWorklist(user, setting);
  for (const id of ids) {
    await user.ask<{ patient: PersonNode }>({
      action: 'partner: patient',
      operation: operations.patientChart,
      variables: { id, encounters: 10 },
      ...byId('PatientChart', setting),
      check: ({ patient }, span) => checkHistory(user, id, 10, patient, span),
    });
  }
};

const byId = (name: string, { registered }: Setting) =>
  registered ? { registered: registeredIds.get(name)! } : {};

async function pollWorklist(user: User, setting: Setting): Promise<void> {
  await user.ask<{ encounters: Page<EncounterNode> }>({
    action: 'partner: worklist',
    operation: operations.worklist,
    variables: { first: 50 },
    ...byId('Worklist', setting),
    check: ({ encounters }, span) => {
      const scroll = {
        first: 50,
        filter: { reviewed: false },
        after: null,
        place: 0,
        seen: new Set<string>(),
      };
      checkEncounters(user, setting, scroll, encounters, span);
    },
  });
}

/** Somebody who writes a client: looks at the schema, and gets things wrong. */
export const explorer: Persona = async (user, setting) => {
  const { random } = user;
  const draw = random();
  if (draw < 0.3) {
    await user.ask<{ __schema: { types: { name: string }[] } }>({
      action: 'introspection',
      operation: operations.introspection,
      ...(!setting.introspection && { expect: { status: 400, code: 'GRAPHQL_VALIDATION_FAILED' } }),
      check: ({ __schema }) =>
        must(
          __schema.types.some(({ name }) => name === 'Encounter'),
          'the schema',
        ),
    });
  } else if (draw < 0.5) {
    const expect = { status: 400, code: 'GRAPHQL_VALIDATION_FAILED' };
    await user.ask({ action: 'wrong query', operation: operations.wrongField, expect });
  } else if (draw < 0.65) {
    await user.ask<{ encounter: null }>({
      action: 'unknown id',
      operation: operations.openChart,
      variables: { id: 'there-is-no-such-encounter' },
      check: ({ encounter }) => must(encounter === null, 'nothing of that id'),
    });
  } else if (draw < 0.8) {
    const cursor = { after: 'no cursor' };
    const expect = { status: 200, code: 'BAD_USER_INPUT' };
    await user.ask({ action: 'bad cursor', operation: operations.badCursor, variables: cursor, expect });
  } else if (draw < 0.95) {
    const expect = { status: 503, code: 'TENANT_COLD' };
    await user.ask({
      action: 'cold tenant',
      operation: operations.progress,
      tenant: 'load-never-warm',
      expect,
    });
  } else {
    await openChart(user, setting.popular.encounter(random));
  }
};

/** Means of the usual pause between two times that somebody cools the tenant; the first time comes early, so that short runs have it. */
const coolingThinks = { first: 8, later: 60 };

/** Cools its tenant now and then, and warms it again. */
export const administrator: Persona = async user => {
  await readState(user, user.sessions === 0 ? coolingThinks.first : coolingThinks.later);
  if (!user.tenant.cools()) return;
  try {
    await user.ask<{ coolDownTenant: { id: string } }>({
      action: 'cool down',
      operation: operations.coolDown,
      thinks: 0,
      check: ({ coolDownTenant }) => must(coolDownTenant?.id === user.tenant.id, 'the tenant is who asks'),
    });
  } finally {
    user.tenant.release();
  }
  await warmUp(user);
};
