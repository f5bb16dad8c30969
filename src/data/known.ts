import type { ColumnPlan } from '../study/schema';
import { plainName } from './identifiers/column-names';

/** Why a column is doubted to be known at the moment of prediction: `question.reason.<key>`. */
export type KnownReason = 'discharge' | 'stay' | 'death' | 'followUp' | 'secondLabel' | 'codes' | 'future';
export interface KnownProposal {
  known: Exclude<ColumnPlan['known'], undefined | 'yes'>;
  reason: KnownReason;
}

const NO: readonly (readonly [KnownReason, RegExp])[] = [
  ['discharge', /(^| )(discharge|disch|dischtime|disposition|dispo)( |$)|퇴원|퇴실/i],
  [
    'stay',
    /(^| )(los|length of stay|days? in (the )?hospital|icu ?los|hospital ?days?)( |$)|^outtime$|재원 ?(기간|일수)|입원 ?(기간|일수)/i,
  ],
  [
    'death',
    /(^| )(dod|deathtime|death ?(date|time|day|cause)|date of death|time of death|dead|died|death|deceased|mortality|expired?|vital ?status)( |$)|사망/i,
  ],
  [
    'followUp',
    /^(time|futime|fu ?time|stime|survtime|tstop)$|follow ?up|(^| )(os|pfs|dfs|rfs|efs) ?(time|days?|months?|years?)$|survival|(^| )(time|days?|months?|years?) to (event|death|relapse|recurrence|progression)|추적|생존 ?(기간|일수|개월)/i,
  ],
  [
    'secondLabel',
    /^(etype|event ?type|event|label|target|outcome\d?)$|(^| )(outcome|readmi\w*|relapsed?|recurrence|recurred|censor(ed|ing)?)( |$)|^(결과|예후|재입원|재발)/i,
  ],
  [
    'future',
    /(^| )(post ?op(erative)?|postoperative|after (surgery|treatment)|final|autopsy|complications?)( |$)|수술 ?후|합병증|부검/i,
  ],
];

/** Codes that are given when a stay is billed, though what they name may have been there before. */
const UNSURE =
  /(^| )(icd ?(9|10|9 ?cm|10 ?cm)?|diag(nos[ei]s)?|drg|procedures?|billing) ?(codes?|\d|diagnoses|procedures)( |$)|^icd(9|10)? |^diag \d$|상병 ?코드|진단 ?코드|수술 ?코드/i;

/** A study of what comes after discharge asks its question at discharge. */
const AFTER_DISCHARGE = /readmi|재입원|post ?discharge/i;

/**
 * What a column's name says of whether its value is known at the moment of prediction; null where it says nothing.
 * The outcome decides what comes after it: with readmission, what is known at discharge is known.
 */
export function knownByName(name: string, target: string | null): KnownProposal | null {
  if (name === target) return null;
  const plain = plainName(name);
  const atDischarge = target !== null && AFTER_DISCHARGE.test(plainName(target));
  const hit = NO.find(([, form]) => form.test(plain));
  if (hit && !(atDischarge && (hit[0] === 'discharge' || hit[0] === 'stay')))
    return { known: 'no', reason: hit[0] };
  if (!atDischarge && UNSURE.test(plain)) return { known: 'unsure', reason: 'codes' };
  return null;
}
