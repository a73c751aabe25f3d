import type { CodeableConcept } from '../types.ts';
import { clinical } from './codes.ts';

/** Full years, both included. */
export type Ages = readonly [from: number, to: number];

/** Why somebody comes: a SNOMED CT concept and who may have it. */
export interface Reason {
  code: CodeableConcept;
  ages: Ages;
  gender?: 'female' | 'male';
}

export const everybody: Ages = [0, 130];

function reason(code: string, display: string, ages: Ages = everybody, gender?: 'female' | 'male'): Reason {
  return { code: clinical(code, display), ages, ...(gender ? { gender } : {}) };
}

export const pregnancy = [reason('72892002', 'Normal pregnancy', [18, 44], 'female')];
export const wellness = [
  reason('410620009', 'Well child visit', [0, 17]),
  reason('268565007', 'Adult health examination', [18, 130]),
];
export const acute = [
  reason('195662009', 'Acute viral pharyngitis'),
  reason('10509002', 'Acute bronchitis'),
  reason('386661006', 'Fever'),
  reason('49727002', 'Cough'),
  reason('21522001', 'Abdominal pain', [4, 130]),
  reason('65363002', 'Otitis media', [0, 12]),
  reason('43878008', 'Streptococcal sore throat', [3, 30]),
  reason('71186008', 'Croup', [0, 5]),
  reason('25374005', 'Gastroenteritis'),
  reason('444814009', 'Viral sinusitis', [12, 130]),
  reason('25064002', 'Headache', [8, 130]),
  reason('37796009', 'Migraine', [14, 65]),
  reason('279039007', 'Low back pain', [18, 130]),
  reason('68566005', 'Urinary tract infection', [16, 130], 'female'),
  reason('40275004', 'Contact dermatitis'),
];
export const chronic = [
  reason('43116000', 'Eczema', [0, 30]),
  reason('195967001', 'Asthma', [3, 70]),
  reason('367498001', 'Seasonal allergic rhinitis', [4, 60]),
  reason('406506008', 'Attention deficit hyperactivity disorder', [6, 35]),
  reason('88616000', 'Acne vulgaris', [13, 28]),
  reason('414916001', 'Obesity', [10, 75]),
  reason('35489007', 'Depressive disorder', [16, 130]),
  reason('197480006', 'Anxiety disorder', [14, 130]),
  reason('59621000', 'Essential hypertension', [35, 130]),
  reason('44054006', 'Diabetes mellitus type 2', [35, 130]),
  reason('55822004', 'Hyperlipidemia', [35, 130]),
  reason('40930008', 'Hypothyroidism', [30, 130]),
  reason('235595009', 'Gastroesophageal reflux disease', [25, 130]),
  reason('239873007', 'Osteoarthritis of knee', [50, 130]),
  reason('13645005', 'Chronic obstructive lung disease', [50, 130]),
  reason('49436004', 'Atrial fibrillation', [60, 130]),
  reason('266569009', 'Benign prostatic hyperplasia', [50, 130], 'male'),
  reason('64859006', 'Osteoporosis', [55, 130], 'female'),
  reason('52448006', 'Dementia', [72, 130]),
];
export const injuries = [
  reason('44465007', 'Sprain of ankle', [5, 130]),
  reason('70704007', 'Sprain of wrist', [5, 130]),
  reason('65966004', 'Fracture of forearm', [2, 130]),
  reason('58150001', 'Fracture of clavicle', [2, 80]),
  reason('62106007', 'Concussion with no loss of consciousness', [2, 130]),
  reason('39848009', 'Whiplash injury to neck', [16, 80]),
];
export const emergencies = [
  ...injuries,
  reason('386661006', 'Fever', [0, 10]),
  reason('25374005', 'Gastroenteritis'),
  reason('4120002', 'Bronchiolitis', [0, 2]),
  reason('195967001', 'Asthma', [3, 70]),
  reason('21522001', 'Abdominal pain', [4, 130]),
  reason('29857009', 'Chest pain', [30, 130]),
];
export const graveEmergencies = [
  reason('4120002', 'Bronchiolitis', [0, 2]),
  reason('233604007', 'Pneumonia'),
  reason('195967001', 'Asthma', [3, 70]),
  reason('74400008', 'Appendicitis', [5, 60]),
  reason('65275009', 'Acute cholecystitis', [25, 130]),
  reason('22298006', 'Myocardial infarction', [42, 130]),
  reason('42343007', 'Congestive heart failure', [55, 130]),
  reason('230690007', 'Cerebrovascular accident', [50, 130]),
  reason('359817006', 'Closed fracture of hip', [65, 130]),
];
export const operations = [
  reason('90979004', 'Chronic tonsillitis', [3, 40]),
  reason('396232000', 'Inguinal hernia'),
  reason('239873007', 'Osteoarthritis of knee', [50, 130]),
];
