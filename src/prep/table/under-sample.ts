import { allRows, drawPatients, rowsByClass, rowsOf } from '../resampling';
import type { Step } from '../step';

/**
 * Rows of commoner classes are left out, in the training part only, until none has more than 1/`ratio` times the rows
 * of the smallest: whole patients in random order stay. Rows keep their order. Known as random under-sampling. A
 * number as the outcome is left as it is.
 */
export const underSample: Step<null> = {
  name: 'under-sample',
  kind: 'resample',
  usesOutcome: true,
  params: [{ key: 'ratio', kind: 'float', low: 0.05, high: 1, step: 0.05, default: 1 }],
  concerns: () => [],
  fit: () => null,
  apply: (data) => data,
  resample(data, target, params, { rng }) {
    const classes = rowsByClass(target, data);
    const most = Math.ceil(Math.min(...classes.map(rowsOf)) / Number(params.ratio));
    const gone = new Set<number>();
    for (const patients of classes) {
      const count = rowsOf(patients);
      if (count <= most) continue;
      const kept = new Set(drawPatients(patients, most, rng));
      for (const rows of patients.values()) for (const row of rows) if (!kept.has(row)) gone.add(row);
    }
    return allRows(data.n).filter((row) => !gone.has(row));
  },
};
