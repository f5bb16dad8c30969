import type { Development } from '../evaluate/development';
import type { Calibration } from '../evaluate/recalibration/calibration';
import type { AnySpec } from '../models/family';
import type { BackboneCut } from '../prep/image/encode';
import type { FittedStep } from '../prep/step';
import type { ColumnType, DateOrder, JoinPlan, SourcePlan, StepPlan, Task } from '../study/schema';
import type { Weights } from '../train/trainer';
import type { SeenRange } from './seen-range';

export const PREDICTOR_VERSION = 1;

/** An input of the finished model, in the order of the file: makes the form of the Use screen. */
export interface InputColumn {
  name: string;
  type: ColumnType;
  /** How its cells are read, as in the study's plan of the column: the same at training and for rows to come. */
  separator?: string;
  order?: string[];
  missing?: string[];
  same?: Record<string, string>;
  dateOrder?: DateOrder;
  decimal?: 'point' | 'comma';
  unit?: string;
  /** Levels seen in development data, for nominal, binary, ordinal and multi. */
  levels?: string[];
  /** For numbers and dates; absent where fewer than five patients of the development part had a value. */
  range?: SeenRange;
  /** The same of the second number, where a cell holds two (120/80). */
  second?: SeenRange;
}

/** One net of a finished model with its fitted preprocessing. */
export interface Member {
  steps: FittedStep[];
  names: string[];
  spec: AnySpec;
  weights: Weights;
  weight: number;
  /** It takes missing values as they are: NaN. */
  gaps?: true;
  /** Where its inputs begin with a picture. */
  picture?: PictureInput;
}

/** How a picture becomes the first inputs of a net. */
export interface PictureInput {
  /** Steps that cut pictures into parts, whose predictions are averaged. */
  parts: StepPlan[];
  steps: FittedStep[];
  /** [height, width, channels] of the inputs, or of what the backbone is given. */
  shape: readonly [number, number, number];
  /** Along which axis volumes are cut into pictures; without it the third. */
  axis?: 0 | 1 | 2;
  /** The backbone whose features are the inputs. */
  backbone?: { name: string; at: BackboneCut };
}

/** A finished model: everything `predict` needs. */
export interface Predictor {
  version: number;
  task: Task;
  inputs: InputColumn[];
  /** Its files have no row of names: the inputs' names at their places, all other columns by place. */
  names?: string[];
  /** How each hospital's files become the inputs; absent where the study had one file. */
  sources?: SourcePlan[];
  /** How further tables are joined to a patient's, in this order; absent where the study had one table. */
  joins?: JoinPlan[];
  members: Member[];
  /** Regression: the outcome was standardized with these. */
  outcome: { mean: number; sd: number } | null;
  /** How the averaged outputs become the probabilities that are reported; absent: as they are. */
  calibration?: Calibration;
  threshold: number | null;
  /** Aggregates of the development rows, to compare others with; absent in bundles of earlier versions. */
  development?: Development;
  meta: {
    studyName: string;
    studyId: string;
    metric: string;
    test: { metric: string; estimate: number; low: number | null; high: number | null } | null;
  };
}

/** Predictions for rows. `p`: [n] probability of the positive class, [n, classes], or [n] value. */
export interface Predictions {
  kind: Task['kind'];
  classes: string[];
  n: number;
  p: Float32Array;
  threshold: number | null;
}
