import { writeBundle } from '../../export/bundle';
import { type BundleParts, splitsOf } from '../../export/bundle-parts';
import { trainingRecord } from '../../export/keras/training';
import type { Predictor } from '../../export/predictor';
import { predictorPage } from '../../export/predictor-page';
import { testVectors } from '../../export/test-vectors';
import { toldJournal, toldStudy } from '../../export/told';
import manifest from '../../models/backbones/efficientnet-lite0.json';
import { byGradients } from '../../models/family';
import { familiesHoldingRows } from '../../models/holds-rows';
import { rowsHeldBy } from '../../prep/holds-rows';
import type { FeatureMaker } from '../../prep/image/encode';
import { BenchsideError } from '../../study/errors';
import type { Study } from '../../study/schema';
import { backboneHalves } from '../../train/backbone-files';
import type { Trainer } from '../../train/trainer';
import { countedIn } from '../counted';
import type { Winner } from '../finish';
import { ownBackbone } from '../images/backbone-maker';
import type { EngineApi } from '../protocol';
import type { Session } from '../session';
import type { Handlers } from '../worker-host';

type TakeHomeApi = Pick<EngineApi, 'bundle' | 'predictorPage' | 'studyFile' | 'journalFile'>;

interface TakeHome {
  session: Session;
  finished(
    call: object,
    study: Study,
  ): Promise<{ best: Winner; predictor: Predictor; trainer: Trainer; maker: FeatureMaker | null }>;
}

/** What leaves the machine. */
export const takeHomeHandlers = ({ session, finished }: TakeHome): Handlers<TakeHomeApi> => ({
  async bundle({ study, report, rowsMayLeave }) {
    const { best, predictor, trainer, maker } = await finished({}, study);
    expectWord(best, rowsMayLeave);
    const { ready } = best;
    const pictures =
      ready.pictures && predictor.members.some(({ picture }) => picture)
        ? { like: ready.pictures.source.info(ready.parts.dev[0]), maker }
        : null;
    const forward = trainer.predict.bind(trainer);
    const vectors = await testVectors(predictor, forward, best.study.seed, pictures);
    const { search } = session.journal.state;
    await session.journal.append({ type: 'exported', search, trial: best.trial.trial });
    const counted = countedIn(ready, best.study);
    const told = toldStudy(best.study, counted);
    return writeBundle({
      predictor,
      study: told,
      ...trainingOf(best, told),
      ...(readsFeatures(predictor) && { backbone: await ownBackbone() }),
      journal: toldJournal(session.journal.all(), counted),
      splits: splitsOf(ready.data.n, ready.parts),
      ...(vectors && { vectors }),
      ...(report !== undefined && { report }),
    });
  },
  async predictorPage({ study, template, about, rowsMayLeave }) {
    const { best, predictor } = await finished({}, study);
    expectWord(best, rowsMayLeave);
    const { search } = session.journal.state;
    await session.journal.append({ type: 'exported', search, trial: best.trial.trial });
    const backbone = readsFeatures(predictor) && {
      name: manifest.name,
      halves: new Uint8Array((await backboneHalves()).buffer),
    };
    return predictorPage(template, predictor, { ...about, ...(backbone && { backbone }) });
  },
  // Without an outcome, or rows at hand, nothing was counted: then nothing is told that would have to be.
  studyFile: ({ study }) => toldStudy(study, countedOf(session, study)),
  journalFile({ study }) {
    const events = toldJournal(session.journal.all(), countedOf(session, study));
    return events.map((event) => `${JSON.stringify(event)}\n`).join('');
  },
});

const readsFeatures = ({ members }: Predictor): boolean =>
  members.some(({ picture }) => picture?.backbone !== undefined);

/** How one network was trained; nothing of trees, and nothing where several trials predict together. */
function trainingOf({ ready, trials }: Winner, study: Study): Pick<BundleParts, 'training'> {
  const [{ blob, trial }] = trials;
  const [spec] = blob.specs;
  if (trials.length > 1 || !byGradients(spec)) return {};
  const { bestEpoch, headEpochs } = blob;
  const { rows, predictions } = blob.apart ?? blob;
  return {
    training: trainingRecord({
      study,
      spec,
      config: trial.config,
      bestEpoch,
      ...(headEpochs !== undefined && { headEpochs }),
      networks: trial.score?.networks ?? 1,
      handLabels: Object.keys(study.images?.hand ?? {}).length,
      target: ready.target,
      folds: ready.parts.folds,
      rows,
      predictions,
    }),
  };
}

/**
 * Throws `bundle.rows` where a step holds rows of patients, and `bundle.rowsOfModel` where a model is such rows, and
 * nobody has said that they may leave.
 */
function expectWord({ trials }: Winner, rowsMayLeave: true | undefined): void {
  if (rowsMayLeave) return;
  const [family] = familiesHoldingRows(trials.map(({ trial }) => trial.config.family));
  if (family) throw new BenchsideError('bundle.rowsOfModel', { family });
  const [held] = trials.flatMap(({ study }) => rowsHeldBy(study.steps));
  if (held) throw new BenchsideError('bundle.rows', { step: held.step });
}

function countedOf(session: Session, study: Study): Parameters<typeof toldStudy>[1] {
  try {
    return countedIn(session.ready(study), study);
  } catch (error) {
    if (!(error instanceof BenchsideError)) throw error;
    return { rare: new Map(), columns: new Set(), spellings: { columns: new Map(), hospitals: new Map() } };
  }
}
