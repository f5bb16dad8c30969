import type { Table } from '../../data/dataset';
import { nameLike } from '../../data/name-columns';
import { asCommon } from '../../data/sites/source-for';
import { readBundle } from '../../export/bundle';
import { neededInputs } from '../../export/can-be-missing';
import { datasetFromRows, datasetFromTable, type NewRows } from '../../export/inputs';
import { needsOf, withFurther } from '../../export/joined-inputs';
import { predictNew } from '../../export/predict-new';
import type { Predictor } from '../../export/predictor';
import { rowAsTexts } from '../../export/rows-as-texts';
import { SIDE } from '../../models/backbones/efficientnet-lite0';
import { BenchsideError } from '../../study/errors';
import type { Study } from '../../study/schema';
import type { Trainer } from '../../train/trainer';
import type { Handlers } from '../worker-host';
import type { ModelCard, NewPredictions, UseApi } from './api';

/** The loaded model of the Use screen, with the inputs that it cannot do without. */
export interface Loaded {
  predictor: Predictor;
  needed: string[];
}

/** What the handlers need of the worker they run in. */
export interface UseHost {
  /** Throws `evaluate.noModel` where there is none. */
  loaded(): Loaded;
  load(model: Loaded): void;
  trainer(): Promise<Trainer>;
  /** The finished model of the newest search, under the decisions of the study. */
  winner(study: Study): Promise<Predictor>;
}

/** A backbone looks at pictures of its own size, whatever the size of the map that is read from it. */
const pictureOn = ({ picture }: Predictor['members'][number]): Pick<ModelCard, 'picture' | 'axis'> =>
  picture
    ? {
        picture: picture.backbone ? [SIDE, SIDE, 3] : picture.shape,
        ...(picture.axis !== undefined && { axis: picture.axis }),
      }
    : {};

export const cardOf = ({ predictor, needed }: Loaded): ModelCard => ({
  task: predictor.task,
  inputs: predictor.inputs,
  needed,
  sites: predictor.sources?.map((source) => source.site) ?? [],
  joins: needsOf(predictor),
  ...pictureOn(predictor.members[0]),
  threshold: predictor.threshold,
  studyName: predictor.meta.studyName,
  members: predictor.members.length,
  test: predictor.meta.test,
});

export function usingHandlers({ loaded, load, trainer, winner }: UseHost): Handlers<UseApi> {
  /** The table that was predicted last, as the model reads it. */
  let last: { table: Table; data: NewRows } | null = null;

  const open = (predictor: Predictor): ModelCard => {
    const model = { predictor, needed: neededInputs(predictor) };
    load(model);
    last = null;
    return cardOf(model);
  };
  const predictions = async (data: NewRows): Promise<NewPredictions> => {
    const { predictor, needed } = loaded();
    const own = await trainer();
    return predictNew(predictor, data, needed, own.predict.bind(own));
  };

  return {
    async openModel({ zip }) {
      return open((await readBundle(zip)).predictor);
    },
    async useWinner({ study }) {
      return open(await winner(study));
    },
    predictRows: ({ rows }) => predictions(datasetFromRows(loaded().predictor.inputs, rows)),
    async predictTable({ table, site, further = [] }) {
      const { inputs, names: header, sources = [], joins = [] } = loaded().predictor;
      const names = inputs.map((input) => input.name);
      const common = asCommon(nameLike(table, header), sources, names, site);
      const { whole, joined } = withFurther(common, further, joins);
      const data = datasetFromTable(inputs, whole);
      const said = await predictions(data);
      last = { table: whole, data };
      return { ...said, ...(joined.length > 0 && { joined }) };
    },
    predictedRow({ row }) {
      if (!last) throw new BenchsideError('evaluate.noModel');
      return rowAsTexts(loaded().predictor.inputs, last.table, last.data, row);
    },
  };
}
