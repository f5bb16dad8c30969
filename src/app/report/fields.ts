import type { Study } from '../../study/schema';

/** What only people know, by where it stands in the report. Texts: `report-form.field.<name>.label` and `.help`. */
export const FIELD_GROUPS = {
  ethics: ['board', 'consent', 'deidentification'],
  background: ['rationale', 'purpose', 'inequalities'],
  participants: ['design', 'dataSource', 'setting', 'dates', 'eligibility', 'treatments', 'sampleSize'],
  outcome: ['outcomeAssessment', 'outcomeAssessors', 'outcomeBlinding'],
  predictors: ['predictorChoice', 'predictorMeasurement', 'predictorAssessors'],
  pictures: ['acquisition', 'referenceRationale', 'annotators', 'raterVariability'],
  discussion: [
    'interpretation',
    'failures',
    'fairness',
    'limitations',
    'inputHandling',
    'users',
    'nextSteps',
  ],
  openness: [
    'funding',
    'conflicts',
    'protocol',
    'registration',
    'dataSharing',
    'codeSharing',
    'patientInvolvement',
  ],
} as const;

export type FieldGroup = keyof typeof FIELD_GROUPS;
export type ReportField = (typeof FIELD_GROUPS)[FieldGroup][number];

/** Groups that concern a study: of pictures only where it has some. */
export const groupsFor = (study: Pick<Study, 'images'>): FieldGroup[] =>
  (Object.keys(FIELD_GROUPS) as FieldGroup[]).filter((group) => group !== 'pictures' || study.images);

/** What was typed, or the empty text. A document may hold any key: only its own count. */
export const typed = (report: Study['report'], field: ReportField): string =>
  Object.hasOwn(report, field) ? report[field].trim() : '';
