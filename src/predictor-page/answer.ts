import type { Table } from '../data/dataset';
import { nameLike } from '../data/name-columns';
import { asCommon } from '../data/sites/source-for';
import type { CaseExplanation } from '../engine/explaining/api';
import { explainInput } from '../engine/explaining/cases';
import { neededInputs } from '../export/can-be-missing';
import type { EmbeddedModel } from '../export/embedded-model';
import { datasetFromRows, datasetFromTable } from '../export/inputs';
import { predict } from '../export/predict';
import { predictNew, type RemarkedPredictions } from '../export/predict-new';
import type { Predictions, Predictor } from '../export/predictor';
import { backboneOf } from './backbone';
import { nets } from './nets';
import { answerPictures, heatOfPicture, type PictureAnswers, type SeenPicture } from './picture-answers';

const quiet = { signal: new AbortController().signal, report: () => {} };

/** The page's model at work: what the forms and drop zones ask. */
export interface Answers {
  predictor: Predictor;
  /** Inputs that the model cannot do without. */
  needed: string[];
  /** One patient. Throws `use.badNumber`, and what steps throw. */
  one(row: Record<string, string>): Promise<Predictions>;
  why(row: Record<string, string>): Promise<CaseExplanation>;
  /** `site` names the hospital where columns do not tell. Throws `use.missingColumn`, `use.hospitalUnclear`. */
  many(table: Table, site?: string): Promise<RemarkedPredictions>;
  pictures(
    files: readonly File[],
    row: Record<string, string>,
    done: (files: number) => void,
  ): Promise<PictureAnswers>;
  /** Where in a picture the model saw what speaks for class `unit`; null where it has no such map. */
  heat(picture: SeenPicture, unit: number): Promise<Float32Array | null>;
}

export function answersOf({ predictor, backbone }: EmbeddedModel): Answers {
  const { inputs, names, sources = [] } = predictor;
  const maker = backbone ? backboneOf(backbone) : null;
  const needed = neededInputs(predictor);
  return {
    predictor,
    needed,
    one: async (row) => predict(predictor, datasetFromRows(inputs, [row]), nets.predict),
    why: (row) => explainInput(predictor, nets, row, quiet),
    async many(table, site) {
      const wanted = inputs.map(({ name }) => name);
      const common = asCommon(nameLike(table, names), sources, wanted, site);
      return predictNew(predictor, datasetFromTable(inputs, common), needed, nets.predict);
    },
    pictures: (files, row, done) => answerPictures(predictor, maker, files, row, done),
    heat: (picture, unit) => heatOfPicture(predictor, maker, picture, unit),
  };
}
