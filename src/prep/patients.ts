/** Row numbers with those of one patient next to each other, in their order. `unit` counts from 0. */
export function rowsByPatient(unit: Int32Array): Uint32Array {
  let most = -1;
  for (const patient of unit) if (patient > most) most = patient;
  const next = new Uint32Array(most + 2);
  for (const patient of unit) next[patient + 1]++;
  for (let patient = 1; patient < next.length; patient++) next[patient] += next[patient - 1];
  const rows = new Uint32Array(unit.length);
  for (let row = 0; row < unit.length; row++) rows[next[unit[row]]++] = row;
  return rows;
}
