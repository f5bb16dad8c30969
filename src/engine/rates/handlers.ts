import type { FeatureMaker } from '../../prep/image/encode';
import type { Study } from '../../study/schema';
import type { Trainer } from '../../train/trainer';
import type { Session } from '../session';
import type { Handlers } from '../worker-host';
import type { RatesApi } from './api';
import { sweepFamily } from './sweep';

/** What the handlers need of the worker they run in. */
interface RatesHost {
  session: Session;
  trainer(study: Study): Promise<Trainer>;
  makerFor(trainer: Trainer, study: Study, signal: AbortSignal): FeatureMaker | null;
}

export const ratesHandlers = ({ session, trainer, makerFor }: RatesHost): Handlers<RatesApi> => ({
  async rateSweep({ study, family }, { signal, emit }) {
    const own = await trainer(study);
    return sweepFamily({
      study,
      ready: session.ready(study),
      family,
      trainer: own,
      maker: makerFor(own, study, signal),
      signal,
      report: (progress) => emit({ progress }),
    });
  },
});
