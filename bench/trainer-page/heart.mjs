import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const NUMBERS = ['age', 'trestbps', 'chol', 'thalach', 'oldpeak', 'ca', 'sex', 'fbs', 'exang'];
const LEVELS = ['cp', 'restecg', 'slope', 'thal', 'site'];

function standardized(values) {
  const known = values.filter((v) => !Number.isNaN(v)).sort((a, b) => a - b);
  const filled = values.map((v) => (Number.isNaN(v) ? known[known.length >> 1] : v));
  const mean = filled.reduce((sum, v) => sum + v, 0) / filled.length;
  const sd = Math.sqrt(filled.reduce((sum, v) => sum + (v - mean) ** 2, 0) / filled.length);
  return filled.map((v) => (v - mean) / sd);
}

/** uci_heart_4sites.csv as a matrix: medians for missing numbers, standardized; one column a level (missing too). */
export function heartData(shared) {
  const text = readFileSync(join(shared, 'data/tables/uci_heart_4sites.csv'), 'utf8').trim();
  const [header, ...rows] = text.split(/\r?\n/).map((line) => line.split(','));
  const column = (name) => rows.map((row) => row[header.indexOf(name)]);
  const columns = [
    ...NUMBERS.map((name) =>
      standardized(column(name).map((cell) => (cell === '' ? Number.NaN : Number(cell)))),
    ),
    ...LEVELS.flatMap((name) => {
      const cells = column(name);
      return [...new Set(cells)].sort().map((level) => cells.map((cell) => +(cell === level)));
    }),
  ];
  const x = rows.flatMap((_, i) => columns.map((values) => values[i]));
  return { n: rows.length, d: columns.length, x, y: column('disease').map(Number) };
}
