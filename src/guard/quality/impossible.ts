import { USUAL_MISSING } from '../../data/cells';
import { plainName } from '../../data/identifiers/column-names';
import { ignoring, type QualityCheck, type QualityFinding, type QualityFix } from './finding';

/**
 * What a living adult or child can have, wide enough for every usual unit: beyond it is a typing error, another
 * unit or a code for missing. Lower and upper limit.
 */
const RANGES: readonly (readonly [RegExp, number, number])[] = [
  [/^(age|나이|연령|만나이)( ?(years?|at .*))?$/i, 0, 120],
  [/^(trestbps|sbp|systolic( ?(bp|blood pressure))?|수축기 ?혈압)$/i, 30, 350],
  [/^(dbp|diastolic( ?(bp|blood pressure))?|이완기 ?혈압)$/i, 10, 250],
  [/^(bp|blood ?pressure|혈압)$/i, 10, 350],
  [/^(hr|heart ?rate|pulse( rate)?|thalach|맥박|심박수)$/i, 10, 300],
  [/^(spo2|o2 ?sat|sao2|산소포화도)$/i, 1, 100],
  [/^(rr|resp(iratory)? ?rate|호흡수)$/i, 1, 120],
  [/^(temp|temperature|body ?temp(erature)?|체온)$/i, 20, 115],
  [/^(bmi|체질량지수)$/i, 7, 120],
  [/^(ph|arterial ph)$/i, 6.5, 8],
  [/^(serum )?(sodium|na|sod)$/i, 80, 220],
  [/^(serum )?(potassium|k|pot)$/i, 1, 15],
  [/^(ejection ?fraction|lvef|ef)$/i, 1, 100],
  [/^(gcs)$/i, 3, 15],
];

/** More different values than this are no slips of the pen: another unit, or another thing. */
const MOST_VALUES = 10;

/** Numbers that nobody can have, counted against the range of what the column's name says it is. */
function outside(name: string, v: Float64Array, missing: readonly string[] | undefined): QualityFinding[] {
  const range = RANGES.find(([form]) => form.test(plainName(name)));
  if (!range) return [];
  const [, low, high] = range;
  let count = 0;
  const values = new Set<number>();
  for (const value of v)
    if (value < low || value > high) {
      count++;
      values.add(value);
    }
  if (count === 0) return [];
  const params = { name, count, low, high };
  const list = [...(missing ?? USUAL_MISSING), ...Array.from(values, String)];
  const emptied: QualityFix = { key: 'missing', columns: [{ name, change: { missing: list } }] };
  const fixes = values.size <= MOST_VALUES ? [emptied, ignoring(name)] : [ignoring(name)];
  return [{ key: 'impossible', level: 'warn', params, columns: [name], fixes }];
}

/** Values outside what is possible; those that look like codes for missing come with the way to say that they are. */
export const impossible: QualityCheck = ({ data, profile, study }) => {
  const features = new Set(study.columns.filter((c) => c.role === 'feature').map((c) => c.name));
  const missing = new Map(study.columns.map((c) => [c.name, c.missing]));
  const suspected = new Set<string>();
  const likeMissing = profile.flatMap(({ name, notices }) =>
    notices.flatMap(({ key, params, fix }): QualityFinding[] => {
      if (!features.has(name) || !fix?.missing) return [];
      suspected.add(name);
      const fixes = [{ key: 'missing' as const, columns: [{ name, change: fix }] }];
      const level = key === 'zerosLikeMissing' ? 'warn' : 'question';
      return [{ key: 'likeMissing', level, params: { ...params, name }, columns: [name], fixes }];
    }),
  );
  const beyond = [...data.cols].flatMap(([name, column]) =>
    column.kind === 'num' && !suspected.has(name) ? outside(name, column.v, missing.get(name)) : [],
  );
  return [...likeMissing, ...beyond];
};
