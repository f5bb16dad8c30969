import type { ColumnPlan } from '../../study/schema';
import type { CatColumn, NumColumn, ReadColumn, Table } from '../dataset';
import type { ColumnProfile } from '../profile-types';
import { type FoundIdentifier, findIdentifier } from './find';
import { mask } from './mask';

/** A key such as a patient's or an admission's number: the reading found that it names rows or people. */
function keyOf(column: NumColumn | CatColumn): FoundIdentifier {
  const first = column.kind === 'cat' ? column.dict.slice(0, 1) : Array.from(column.v.subarray(0, 1), String);
  return {
    kind: 'mrn',
    evidence: { key: 'record', params: { percent: 100 } },
    holds: ['mrn'],
    masked: first.map((value) => mask('mrn', value)),
  };
}

/** Birth dates stay dates and texts stay texts, so that an age can be made of them by a person who asks for it. */
function typeOf(profile: ColumnProfile, { kind }: FoundIdentifier): ColumnProfile['type'] {
  if (kind === 'birthDate' && profile.type === 'date') return 'date';
  return kind === 'freeText' ? 'text' : 'identifier';
}

const EVIDENCE = { name: 'identifierName', content: 'identifyingForm' } as const;

/** The profile of one column with what it says of people; no level, order or number of theirs stays in it. */
function marked(profile: ColumnProfile, { column }: ReadColumn, plan: ColumnPlan | undefined): ColumnProfile {
  const found =
    findIdentifier(profile.name, column) ?? (profile.type === 'identifier' ? keyOf(column) : null);
  if (!found) return profile;
  // A person has looked at the masked sample and said that nobody is identified.
  if (plan && plan.identifier === undefined && plan.type !== 'identifier') return profile;
  const { order: _order, missingTexts: _missing, ...rest } = profile;
  const type = plan?.type ?? typeOf(profile, found);
  const { key } = found.evidence;
  const retold = type !== profile.type && (key === 'name' || key === 'content');
  const noticed = profile.notices.some((notice) => notice.key === 'likelyIdentifier');
  return {
    ...rest,
    type,
    role: profile.role === 'patient' || profile.role === 'target' ? profile.role : 'ignore',
    ...(retold && { evidence: { key: EVIDENCE[key], params: { distinct: profile.distinct } } }),
    numeric: null,
    histogram: null,
    levels: null,
    gaps: [],
    notices: noticed ? profile.notices : [...profile.notices, { key: 'likelyIdentifier', params: {} }],
    identifier: found,
  };
}

/**
 * Profiles with the columns that identify people marked, typed so that nothing is computed from them and ignored
 * (a patient's key keeps its role). `plans`: what a person has decided since.
 */
export function markIdentifiers(
  profile: readonly ColumnProfile[],
  table: Table,
  plans: readonly ColumnPlan[] = [],
): ColumnProfile[] {
  const read = new Map(table.columns.map((column) => [column.name, column]));
  const planned = new Map(plans.map((plan) => [plan.name, plan]));
  return profile.map((about) => {
    const column = read.get(about.name);
    return column ? marked(about, column, planned.get(about.name)) : about;
  });
}
