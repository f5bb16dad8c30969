import type { Dataset, Table } from '../data/dataset';
import { nameLike } from '../data/name-columns';
import { asCommon } from '../data/sites/source-for';
import type { CaseExplanation } from '../engine/explaining/api';
import { explainInput } from '../engine/explaining/cases';
import type { EmbeddedModel } from '../export/embedded-model';
import { datasetFromRows, datasetFromTable, unknownLevels } from '../export/inputs';
import { predict } from '../export/predict';
import type { Predictions, Predictor } from '../export/predictor';
import { backboneOf } from './backbone';
import { nets } from './nets';
import { outsideRange } from './outside';
import { answerPictures, heatOfPicture, type PictureAnswers, type SeenPicture } from './picture-answers';

const quiet = { signal: new AbortController().signal, report: () => {} };

export interface ColumnCount {
  name: string;
  rows: number;
}

/** What the model says of a table, and in how many rows its columns hold what it cannot take as it is. */
export interface TableAnswers {
  table: Table;
  predictions: Predictions;
  /** Levels that it has never seen, and what is no value of the column. */
  unknown: ColumnCount[];
  /** Numbers and dates outside the range of the development rows. */
  outside: ColumnCount[];
}

/** The page's model at work: what the forms and drop zones ask. */
export interface Answers {
  predictor: Predictor;
  /** One patient. Throws `use.badNumber`, and what steps throw. */
  one(row: Record<string, string>): Promise<Predictions>;
  why(row: Record<string, string>): Promise<CaseExplanation>;
  /** `site` names the hospital where columns do not tell. Throws `use.missingColumn`, `use.hospitalUnclear`. */
  many(table: Table, site?: string): Promise<TableAnswers>;
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
  const of = (data: Dataset) => predict(predictor, data, nets.predict);
  return {
    predictor,
    one: async (row) => of(datasetFromRows(inputs, [row])),
    why: (row) => explainInput(predictor, nets, row, quiet),
    async many(read, site) {
      const table = nameLike(read, names);
      const wanted = inputs.map(({ name }) => name);
      const data = datasetFromTable(inputs, asCommon(table, sources, wanted, site));
      return {
        table,
        predictions: await of(data),
        unknown: unknownLevels(inputs, data).map(({ name, rows }) => ({ name, rows: rows.length })),
        outside: outsideRange(inputs, data),
      };
    },
    pictures: (files, row, done) => answerPictures(predictor, maker, files, row, done),
    heat: (picture, unit) => heatOfPicture(predictor, maker, picture, unit),
  };
}
