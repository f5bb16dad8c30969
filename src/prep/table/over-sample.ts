import { allRows, drawPatients, rowsByClass, rowsOf } from '../resampling';
import type { Step } from '../step';

/**
 * Rows of rarer classes are taken again, in the training part only, until each class has `ratio` times as many rows
 * as the largest: whole patients in random order, all of them before any a second time more. Every row stays. Known
 * as random over-sampling (Batista et al., SIGKDD Explorations 2004). A number as the outcome is left as it is.
 */
export const overSample: Step<null> = {
  name: 'over-sample',
  kind: 'resample',
  usesOutcome: true,
  params: [{ key: 'ratio', kind: 'float', low: 0.05, high: 1, step: 0.05, default: 1 }],
  concerns: () => [],
  fit: () => null,
  apply: (data) => data,
  resample(data, target, params, { rng }) {
    const classes = rowsByClass(target, data);
    const wanted = Math.round(Number(params.ratio) * Math.max(0, ...classes.map(rowsOf)));
    const extra = classes.flatMap((patients) => drawPatients(patients, wanted - rowsOf(patients), rng));
    return Uint32Array.from([...allRows(data.n), ...extra]);
  },
};
