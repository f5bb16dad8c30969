import { expect, it } from 'vitest';
import { knownByName } from './known';

const say = (name: string, target: string | null = 'died') => knownByName(name, target)?.reason ?? null;

it.each([
  ['DISCHARGE_LOCATION', 'discharge'],
  ['discharge_disposition_id', 'discharge'],
  ['퇴원일', 'discharge'],
  ['DISCHTIME', 'discharge'],
  ['time', 'followUp'],
  ['follow_up_days', 'followUp'],
  ['survival_months', 'followUp'],
  ['추적관찰기간', 'followUp'],
  ['LOS', 'stay'],
  ['length_of_stay', 'stay'],
  ['재원일수', 'stay'],
  ['DOD', 'death'],
  ['date_of_death', 'death'],
  ['HOSPITAL_EXPIRE_FLAG', 'death'],
  ['사망일', 'death'],
  ['etype', 'secondLabel'],
  ['outcome_90d', 'secondLabel'],
  ['readmitted', 'secondLabel'],
  ['post_op_lactate', 'future'],
  ['icd9_diagnoses', 'codes'],
  ['icd9_procedures', 'codes'],
  ['diag_1', 'codes'],
])('%s: %s', (name, reason) => {
  expect(say(name)).toBe(reason);
});

// Honest predictors of the tables that this was tried on, and names that only look alike.
it.each(
  (
    'age sex cp trestbps chol fbs restecg thalach exang oldpeak slope ca thal num disease hemo sc bgr htn dm ane ' +
    'perimeter_mean radius_mean anaemia diabetes ejection_fraction high_blood_pressure smoking PROTIME HISTOLOGY ' +
    'prothrombin_time time_in_hospital num_procedures number_diagnoses ADMITTIME EDREGTIME ADMISSION_TYPE DIAGNOSIS ' +
    'nodes differ extent surg node4 rx obstruct glucose heart_rate family_history tumor_location age_at_diagnosis'
  ).split(' '),
)('%s says nothing', (name) => {
  expect(say(name)).toBeNull();
});

it('what is known at discharge is known in a study of readmission; the outcome itself is never doubted', () => {
  expect(say('discharge_disposition_id', 'readmitted')).toBeNull();
  expect(say('diag_1', 'readmitted')).toBeNull();
  expect(say('date_of_death', 'readmitted')).toBe('death');
  expect(say('died', 'died')).toBeNull();
  expect(knownByName('LOS', null)).toEqual({ known: 'no', reason: 'stay' });
});
