import type { Target } from '../data/dataset';

interface Rows {
  target: Target;
  p: Float32Array;
  unit: Int32Array;
  thresholds?: Float64Array;
  repeat?: Int32Array;
}

/**
 * A row a patient (and repeat): the mean of the patient's predictions, and of the thresholds of its models. `mixed`:
 * patients whose rows have different outcomes; they are left out.
 */
export function patientRows<T extends Rows>(part: T): { part: T; mixed: number } {
  const { target, p, unit, thresholds, repeat } = part;
  const width = target.kind === 'multiclass' ? target.classes.length : 1;
  const outcome = new Map<number, number>();
  const mixed = new Set<number>();
  for (let i = 0; i < unit.length; i++) {
    const known = outcome.get(unit[i]);
    if (known === undefined) outcome.set(unit[i], target.y[i]);
    else if (known !== target.y[i]) mixed.add(unit[i]);
  }
  const groups = new Map<string, number[]>();
  for (let i = 0; i < unit.length; i++) {
    if (mixed.has(unit[i])) continue;
    const key = `${repeat?.[i] ?? 0}/${unit[i]}`;
    const rows = groups.get(key);
    if (rows) rows.push(i);
    else groups.set(key, [i]);
  }
  const rows = [...groups.values()];
  const mean = (list: number[], of: (row: number) => number) =>
    list.reduce((sum, row) => sum + of(row), 0) / list.length;
  const means = new Float32Array(rows.length * width);
  rows.forEach((list, i) => {
    for (let k = 0; k < width; k++) means[i * width + k] = mean(list, (row) => p[row * width + k]);
  });
  return {
    mixed: mixed.size,
    part: {
      ...part,
      target: { ...target, y: Float64Array.from(rows, ([first]) => target.y[first]) },
      p: means,
      unit: Int32Array.from(rows, ([first]) => unit[first]),
      ...(thresholds && {
        thresholds: Float64Array.from(rows, (list) => mean(list, (row) => thresholds[row])),
      }),
      ...(repeat && { repeat: Int32Array.from(rows, ([first]) => repeat[first]) }),
    },
  };
}
