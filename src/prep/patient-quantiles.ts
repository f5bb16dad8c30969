import { FEWEST_PATIENTS } from './rare-levels';

/** A column's values, rising, and whose each is. */
interface Ordered {
  values: Float64Array;
  patient: Int32Array;
}

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
  const ordered = inOrder(values, unit);
  if (!hasEnough(ordered.patient)) return [];
  const last = ordered.values.length - 1;
  return probabilities.map((probability) => meanAbout(ordered, probability * last));
}

function inOrder(values: Float64Array, unit: Int32Array): Ordered {
  const rows = Uint32Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]));
  // A patient a row: whose a value is does not matter, and numbers alone are sorted much faster.
  if (rows.every((row, i) => i === 0 || unit[row] > unit[rows[i - 1]]))
    return { values: Float64Array.from(rows, (row) => values[row]).sort(), patient: Int32Array.from(rows) };
  rows.sort((a, b) => values[a] - values[b] || a - b);
  return {
    values: Float64Array.from(rows, (row) => values[row]),
    patient: Int32Array.from(rows, (row) => unit[row]),
  };
}

function hasEnough(patient: Int32Array): boolean {
  const seen = new Set<number>();
  return patient.some((one) => seen.add(one).size === FEWEST_PATIENTS);
}

/** Of the values about a place in their order; the nearer neighbour comes first, of two as near the lower one. */
function meanAbout({ values, patient }: Ordered, place: number): number {
  let from = Math.round(place);
  let to = from;
  const patients = new Set([patient[from]]);
  while (patients.size < FEWEST_PATIENTS) {
    const below = from > 0 && (to === values.length - 1 || place - (from - 1) <= to + 1 - place);
    patients.add(patient[below ? --from : ++to]);
  }
  // From the lowest of them on, so that the mean of equal values is that very value.
  const lowest = values[from];
  let mean = lowest;
  for (let i = from; i <= to; i++) mean += (values[i] - lowest) / (to - from + 1);
  return mean;
}
