import { type Column, type Dataset, takeRows } from '../../data/dataset';
import { associate } from '../../explain/odds/associate';
import { countMissing } from '../../prep/columns';
import { tableSteps } from '../../prep/image/partition';
import { fitPipeline } from '../../prep/pipeline';
import type { Ctx } from '../../study/context';
import { BenchsideError } from '../../study/errors';
import { rng } from '../../study/random';
import type { Association } from '../../study/results/association';
import type { Study } from '../../study/schema';
import { type Ready, takeDev } from '../prepare';

/**
 * Odds ratios of the development rows, in the units of the table. `imputed`: gaps are filled by the study's own
 * imputation steps, fitted on these rows, once; intervals do not know of it. Throws `evaluate.noModel` for more than two
 * classes, of which there are no odds ratios.
 */
export function oddsRatiosOf(
  ready: Ready,
  study: Study,
  missing: Association['missing'],
  run: Pick<Ctx, 'signal' | 'report'>,
): Association {
  const { dev } = ready.parts;
  const target = { ...ready.target, y: Float64Array.from(dev, (row) => ready.target.y[row]) };
  if (target.kind === 'multiclass') throw new BenchsideError('evaluate.noModel');
  const hidden = new Set(
    study.columns.filter((c) => c.identifier !== undefined || c.type === 'identifier').map((c) => c.name),
  );
  const whole = takeDev(ready, dev);
  const shown: Dataset = { ...whole, cols: new Map([...whole.cols].filter(([name]) => !hidden.has(name))) };
  const imputers =
    missing === 'imputed' ? tableSteps(study.steps).filter(({ step }) => step.startsWith('impute')) : [];
  const done =
    imputers.length > 0 ? fitPipeline(imputers, shown, target, { rng: rng(study.seed, 'odds') }).data : shown;
  // Only what filled a gap: an imputer may add indicators of its own.
  const cols = new Map([...shown.cols].map(([name, column]) => [name, done.cols.get(name) ?? column]));
  const gaps = (columns: Iterable<Column>) =>
    [...columns].reduce((sum, column) => sum + countMissing(column), 0);
  const units = new Map(study.columns.flatMap(({ name, unit }) => (unit ? [[name, unit] as const] : [])));
  return associate({
    data: { ...takeRows(shown, Uint32Array.from(dev.keys())), cols },
    target,
    units,
    missing: imputers.length > 0 ? 'imputed' : 'complete',
    filled: gaps(shown.cols.values()) - gaps(cols.values()),
    ...run,
  });
}
