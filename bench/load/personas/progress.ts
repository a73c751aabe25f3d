import { must } from '../checks.ts';
import { operations, registeredIds } from '../operations.ts';
import type { Setting } from '../persona.ts';
import type { User } from '../user.ts';
import type { ReviewedType, Span } from '../world.ts';

export interface Progress {
  readonly reviewProgress: readonly {
    readonly resourceType: string;
    readonly total: number;
    readonly reviewed: number;
  }[];
}

const typeOf: Readonly<Record<string, ReviewedType>> = {
  ENCOUNTER: 'Encounter',
  PATIENT: 'Patient',
  PRACTITIONER: 'Practitioner',
};

/** How far the tenant is: as many as its own users reviewed, whatever other tenants do. */
export function checkProgress(
  user: User,
  { catalog }: Setting,
  { reviewProgress }: Progress,
  span: Span,
): void {
  must(reviewProgress.length === 3, 'each type');
  for (const { resourceType, total, reviewed } of reviewProgress) {
    const type = typeOf[resourceType];
    must(type !== undefined, 'each type');
    const { least, most } = user.tenant.world.progress(type, span);
    must(reviewed >= least && reviewed <= most, 'as many reviews as the tenant made');
    const known = {
      Encounter: catalog.encounters,
      Patient: catalog.patients,
      Practitioner: catalog.practitioners,
    }[type];
    if (known.complete) must(total === known.list.length, 'as many resources as there are');
  }
}

export async function readProgress(user: User, setting: Setting, byId = false): Promise<void> {
  const registered = byId ? registeredIds.get('Progress') : undefined;
  await user.ask<Progress>({
    action: byId ? 'partner: progress' : 'progress',
    operation: operations.progress,
    ...(registered !== undefined && { registered }),
    check: (data, span) => checkProgress(user, setting, data, span),
  });
}
