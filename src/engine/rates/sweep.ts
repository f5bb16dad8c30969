import { byGradients } from '../../models/family';
import { familyByName } from '../../models/index';
import type { FeatureMaker } from '../../prep/image/encode';
import { rateRange } from '../../search/rate-range';
import type { Ctx } from '../../study/context';
import { BenchsideError } from '../../study/errors';
import { defaultsOf } from '../../study/params';
import type { Study } from '../../study/schema';
import { checkMemory } from '../../train/memory-limit';
import { sweepRates } from '../../train/rate-sweep';
import type { Trainer } from '../../train/trainer';
import { Folds } from '../folds';
import { outcomeOf, type Ready, shapesOf } from '../prepare';
import type { RateAnswer } from './api';

interface Asked extends Pick<Ctx, 'signal' | 'report'> {
  study: Study;
  ready: Ready;
  family: string;
  trainer: Trainer;
  maker: FeatureMaker | null;
}

/** Throws what preparing and training throw, `study.invalid` for an unknown family, `cancelled`. */
export async function sweepFamily(asked: Asked): Promise<RateAnswer> {
  const { study, ready, trainer, signal, report } = asked;
  const family = familyByName(asked.family);
  // One fold is enough to see where training holds, and the others need not be prepared.
  const parts = { ...ready.parts, folds: ready.parts.folds.slice(0, 1) };
  const folds = new Folds({ ...asked, ready: { ...ready, parts } }, outcomeOf(ready));
  const [fold] = await folds.for(family.reads);
  const spec = family.spec(defaultsOf(family.params), shapesOf(ready.target, fold));
  // Boosting's rate trades with the number of rounds, whatever it is; what is solved has none.
  if (!byGradients(spec)) throw new BenchsideError('study.invalid', { path: `search.space.${family.name}` });
  checkMemory(spec, trainer.backend);
  const points = await sweepRates({
    trainer,
    spec,
    train: fold.train,
    key: [study.seed, 'rates', family.name],
    signal,
    report: (done, total) => report({ phase: 'train', done, total, unit: 'steps' }),
  });
  return { points, range: rateRange(points) };
}
