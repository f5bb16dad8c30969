import type { Table } from '../data/dataset';
import { nameLike } from '../data/name-columns';
import { asCommon } from '../data/sites/source-for';
import type { CaseExplanation } from '../engine/explaining/api';
import { explainInput } from '../engine/explaining/cases';
import type { NewPredictions } from '../engine/using/api';
import { predictNew } from '../engine/using/predict-new';
import { neededInputs } from '../export/can-be-missing';
import type { EmbeddedModel } from '../export/embedded-model';
import { datasetFromRows, datasetFromTable, type NewRows } from '../export/inputs';
import type { Predictions, Predictor } from '../export/predictor';
import { backboneOf } from './backbone';
import { nets } from './nets';
import { answerPictures, heatOfPicture, type PictureAnswers, type SeenPicture } from './picture-answers';

const quiet = { signal: new AbortController().signal, report: () => {} };

/** The page's model at work: what the forms and drop zones ask. */
export interface Answers {
  predictor: Predictor;
  /** Inputs that it cannot do without: nothing fills their gaps. */
  needed: string[];
  /** One patient. Throws `use.badNumber`, and what steps throw. */
  one(row: Record<string, string>): Promise<Predictions>;
  why(row: Record<string, string>): Promise<CaseExplanation>;
  /** `site` names the hospital where columns do not tell. Throws `use.missingColumn`, `use.hospitalUnclear`. */
  many(table: Table, site?: string): Promise<NewPredictions>;
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
  const of = (data: NewRows) => predictNew(predictor, data, needed, nets.predict);
  return {
    predictor,
    needed,
    one: async (row) => of(datasetFromRows(inputs, [row])),
    why: (row) => explainInput(predictor, nets, row, quiet),
    async many(read, site) {
      const wanted = inputs.map(({ name }) => name);
      return of(datasetFromTable(inputs, asCommon(nameLike(read, names), sources, wanted, site)));
    },
    pictures: (files, row, done) => answerPictures(predictor, maker, files, row, done),
    heat: (picture, unit) => heatOfPicture(predictor, maker, picture, unit),
  };
}
