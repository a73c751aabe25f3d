import type { CodeableConcept, Coding } from '../types.ts';
import { clinical, coding, concept } from './codes.ts';
import { ageAt, type Person } from './person.ts';
import type { Random } from './random.ts';
import {
  type Ages,
  acute,
  chronic,
  emergencies,
  everybody,
  graveEmergencies,
  injuries,
  operations,
  pregnancy,
  type Reason,
  wellness,
} from './reasons.ts';

/** A kind of encounter: who has it, how often, how long, where and why. Codes are SNOMED CT. */
export interface Visit {
  class: 'AMB' | 'VR' | 'EMER' | 'IMP';
  type: CodeableConcept;
  /** Likelihood for children, adults and people of 65 and more; about a hundred in all. */
  weights: readonly [child: number, adult: number, elder: number];
  ages: Ages;
  gender?: 'female';
  /** Minutes, or hours for inpatients; at most 7 days, which the calendar leaves room for. */
  lasts: readonly [from: number, to: number];
  site: 'clinic' | 'outpatient' | 'emergency' | 'medical' | 'surgical' | 'maternity' | 'none';
  reasons: readonly Reason[];
  priority?: CodeableConcept;
  admitSource?: CodeableConcept;
}

export const classes: Readonly<Record<Visit['class'], Coding>> = {
  AMB: coding('actCode', 'AMB', 'ambulatory'),
  VR: coding('actCode', 'VR', 'virtual'),
  EMER: coding('actCode', 'EMER', 'emergency'),
  IMP: coding('actCode', 'IMP', 'inpatient encounter'),
};

const emergencyPriority = concept('actPriority', 'EM', 'emergency');

export const checkUp: Visit = {
  class: 'AMB',
  type: clinical('185349003', 'Encounter for check up'),
  weights: [35, 20, 14],
  ages: everybody,
  lasts: [20, 45],
  site: 'clinic',
  reasons: wellness,
};

export const followUp: Visit = {
  class: 'AMB',
  type: clinical('390906007', 'Follow-up encounter'),
  weights: [15, 27, 38],
  ages: everybody,
  lasts: [15, 40],
  site: 'clinic',
  reasons: chronic,
};

export const emergency: Visit = {
  class: 'EMER',
  type: clinical('50849002', 'Emergency room admission'),
  weights: [10, 9, 10],
  ages: everybody,
  lasts: [60, 480],
  site: 'emergency',
  reasons: emergencies,
  priority: emergencyPriority,
};

export const emergencyAdmission: Visit = {
  class: 'IMP',
  type: clinical('183452005', 'Emergency hospital admission'),
  weights: [2, 3, 9],
  ages: everybody,
  lasts: [20, 168],
  site: 'medical',
  reasons: graveEmergencies,
  priority: emergencyPriority,
  admitSource: concept('admitSource', 'emd', 'From accident/emergency department'),
};

/** Virtual visits begin after 2015. */
const virtualFrom = Date.UTC(2016, 0, 4);

const visits: readonly Visit[] = [
  checkUp,
  followUp,
  emergency,
  emergencyAdmission,
  {
    class: 'AMB',
    type: clinical('185345009', 'Encounter for symptom'),
    weights: [26, 20, 12],
    ages: everybody,
    lasts: [10, 30],
    site: 'clinic',
    reasons: acute,
  },
  {
    class: 'AMB',
    type: clinical('308335008', 'Patient encounter procedure'),
    weights: [6, 7, 6],
    ages: everybody,
    lasts: [15, 60],
    site: 'outpatient',
    reasons: [...injuries, ...chronic],
  },
  {
    class: 'AMB',
    type: clinical('424619006', 'Prenatal visit'),
    weights: [0, 8, 0],
    ages: [18, 44],
    gender: 'female',
    lasts: [20, 45],
    site: 'outpatient',
    reasons: pregnancy,
  },
  {
    class: 'VR',
    type: clinical('448337001', 'Telemedicine consultation with patient'),
    weights: [3, 7, 4],
    ages: everybody,
    lasts: [10, 30],
    site: 'none',
    reasons: [...acute, ...chronic],
  },
  {
    class: 'VR',
    type: clinical('185317003', 'Telephone encounter'),
    weights: [2, 3, 4],
    ages: everybody,
    lasts: [5, 20],
    site: 'none',
    reasons: [...acute, ...chronic],
  },
  {
    class: 'IMP',
    type: clinical('32485007', 'Hospital admission'),
    weights: [1, 1, 2],
    ages: everybody,
    lasts: [20, 168],
    site: 'medical',
    reasons: graveEmergencies,
    admitSource: concept('admitSource', 'gp', 'General Practitioner referral'),
  },
  {
    class: 'IMP',
    type: clinical('8715000', 'Hospital admission, elective'),
    weights: [1, 1.5, 3],
    ages: everybody,
    lasts: [20, 96],
    site: 'surgical',
    reasons: operations,
    priority: concept('actPriority', 'EL', 'elective'),
    admitSource: concept('admitSource', 'mp', 'Medical Practitioner/physician referral'),
  },
  {
    class: 'IMP',
    type: clinical('32485007', 'Hospital admission'),
    weights: [0, 2, 0],
    ages: [18, 44],
    gender: 'female',
    lasts: [24, 72],
    site: 'maternity',
    reasons: pregnancy,
    admitSource: concept('admitSource', 'outp', 'From outpatient department'),
  },
];

/** A kind of visit the person may have at the moment. */
export function aVisit(random: Random, person: Person, at: number): Visit {
  const age = ageAt(person, at);
  return random.weighted(visits, visit => {
    if (!fits(visit, age, person.gender) || (visit.class === 'VR' && at < virtualFrom)) return 0;
    return visit.weights[age < 18 ? 0 : age < 65 ? 1 : 2];
  });
}

/** A reason for the visit that somebody of the age and gender may have. */
export function aReason(random: Random, visit: Visit, age: number, gender: string): CodeableConcept {
  return random.pick(visit.reasons.filter(reason => fits(reason, age, gender))).code;
}

function fits(rule: { ages: Ages; gender?: 'female' | 'male' }, age: number, gender: string): boolean {
  return age >= rule.ages[0] && age <= rule.ages[1] && (!rule.gender || rule.gender === gender);
}
