import { takeRows } from '../../data/dataset';
import type { Model } from '../../explain/shap/shap-values';
import { rng } from '../../study/random';
import type { Ready } from '../prepare';

/** Development rows that a background is chosen from, and how many are chosen. */
const LOOKED_AT = 2000;
const BACKGROUND = 40;

/** The rows explained: the test part, or development where every row was tested in its turn. */
export const explainedPart = ({
  parts,
}: Pick<Ready, 'parts'>): { part: 'test' | 'development'; rows: Uint32Array } =>
  parts.test.length > 0 ? { part: 'test', rows: parts.test } : { part: 'development', rows: parts.dev };

/** One row of each patient, chosen by chance, at most `limit`; in the order of the table. */
export function onePerPatient(
  rows: Uint32Array,
  unit: Int32Array,
  limit: number,
  ...key: (string | number)[]
): Uint32Array {
  const order = rng(...key).shuffle(Uint32Array.from(rows));
  const seen = new Set<number>();
  const kept: number[] = [];
  for (const row of order) {
    if (kept.length === limit) break;
    if (seen.has(unit[row])) continue;
    seen.add(unit[row]);
    kept.push(row);
  }
  return Uint32Array.from(kept).sort();
}

/**
 * Development rows that stand for everybody: evenly spaced in the order of what the model says of them (its last output
 * where there are several), so that their mean is near the mean of all.
 */
export async function backgroundOf(
  { data, parts }: Ready,
  model: Model,
  outputs: number,
  seed: number,
): Promise<Uint32Array> {
  const rows = onePerPatient(parts.dev, data.unit, LOOKED_AT, seed, 'explain', 'background');
  if (rows.length <= BACKGROUND) return rows;
  const p = await model(takeRows(data, rows));
  const said = (i: number) => p[i * outputs + outputs - 1];
  const order = Array.from(rows.keys()).sort((a, b) => said(a) - said(b) || a - b);
  return Uint32Array.from(
    { length: BACKGROUND },
    (_, i) => rows[order[Math.floor(((i + 0.5) * rows.length) / BACKGROUND)]],
  );
}
