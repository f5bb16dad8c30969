import { readFileSync } from 'node:fs';

const IDENTIFIERS = ['encounter_id', 'patient_nbr'];
const OUTCOME = 'readmitted';

/**
 * diabetes130.csv as one matrix of float32, row-major: numbers as they are, levels as codes in the order of their names,
 * `?` as NaN, without the identifiers. The outcome: readmitted within 30 days. `test`: every fifth patient's rows.
 */
export function diabetesCodes(file) {
  const [header, ...rows] = readFileSync(file, 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  const used = header.flatMap((name, c) => ([...IDENTIFIERS, OUTCOME].includes(name) ? [] : [c]));
  const x = new Float32Array(rows.length * used.length);
  for (const [j, c] of used.entries()) {
    const texts = rows.map((row) => row[c]);
    const levels = [...new Set(texts)].filter((text) => text !== '?');
    const numbers = levels.every((text) => text !== '' && Number.isFinite(Number(text)));
    const code = new Map(levels.sort().map((text, at) => [text, numbers ? Number(text) : at]));
    for (const [i, text] of texts.entries()) x[i * used.length + j] = code.get(text) ?? Number.NaN;
  }
  const [patient, outcome] = [header.indexOf('patient_nbr'), header.indexOf(OUTCOME)];
  return {
    n: rows.length,
    d: used.length,
    x,
    y: Float32Array.from(rows, (row) => Number(row[outcome] === '<30')),
    test: Uint8Array.from(rows, (row) => Number(Number(row[patient]) % 5 === 0)),
  };
}
