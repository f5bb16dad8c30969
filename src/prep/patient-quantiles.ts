import { FEWEST_PATIENTS } from './rare-levels';

/**
 * Means of the values about the given quantiles, each over the fewest neighbouring values that five patients have: no
 * number in it is one patient's own, as the quantiles of few rows, and the lowest and highest of any, would be. At 0 it
 * is the mean of the lowest values, at 1 of the highest. Missing (NaN) is left out; empty where fewer than five patients
 * have a value. `unit`: the patient of each value. `probabilities`: 0 ... 1.
 */
export function patientQuantiles(
  values: Float64Array,
  unit: Int32Array,
  probabilities: readonly number[],
): number[] {
  const rows = Uint32Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]));
  if (new Set(Array.from(rows, (row) => unit[row])).size < FEWEST_PATIENTS) return [];
  rows.sort((a, b) => values[a] - values[b] || a - b);
  return probabilities.map((probability) => meanAbout(rows, values, unit, probability * (rows.length - 1)));
}

/** Of the values about a place in their order; the nearer neighbour comes first, of two as near the lower one. */
function meanAbout(rows: Uint32Array, values: Float64Array, unit: Int32Array, place: number): number {
  let from = Math.round(place);
  let to = from;
  const patients = new Set([unit[rows[from]]]);
  while (patients.size < FEWEST_PATIENTS) {
    const below = from > 0 && (to === rows.length - 1 || place - (from - 1) <= to + 1 - place);
    patients.add(unit[rows[below ? --from : ++to]]);
  }
  // From the lowest of them on, so that the mean of equal values is that very value.
  const lowest = values[rows[from]];
  let mean = lowest;
  for (let i = from; i <= to; i++) mean += (values[rows[i]] - lowest) / (to - from + 1);
  return mean;
}
