import type { Importance } from '../../study/events';
import type { Association } from '../../study/results/association';
import type { ShapSummary } from '../../study/results/explanation';
import type { Study } from '../../study/schema';

/** What one column did to one prediction. */
export interface Part {
  /** Empty where several columns of lesser weight stand together. */
  column: string;
  columns?: number;
  /** The patient's cell as it is read; null where it is missing or there are several. */
  cell: string | null;
  /** SHAP value, a number an output. */
  values: number[];
  /** Share of development rows with a smaller number (half of equal ones); null for what is no number. */
  above: number | null;
}

/** A prediction taken apart: base plus the parts is `said`. Answered on demand, never kept. */
export interface CaseExplanation {
  method: ShapSummary['method'];
  scale: ShapSummary['scale'];
  /** Compared with the mean over development rows, or with a typical patient where only the model is here. */
  against: 'development' | 'typical';
  complete: boolean;
  /** Classes explained; empty where a number is predicted. */
  outputs: string[];
  base: number[];
  /** On `scale`. */
  said: number[];
  /** As the model says it: probabilities, or the value. */
  predicted: number[];
  parts: Part[];
}

/** A row that was explained, to be chosen from. */
export interface CaseChoice {
  /** Its place among the rows explained, from 0. */
  index: number;
  observed: string;
  /** The class decided for, or the value. */
  predicted: string;
  /** Probability of it; null where a number is predicted. */
  p: number | null;
  kind: 'wrong' | 'unsure' | 'right';
}

/** Requests about what a model looks at, part of the engine worker's. */
export interface ExplainApi {
  /** Importances, SHAP summary and partial dependence of the final model; journalled. Can be cancelled. */
  explain: [{ study: Study }, Importance[]];
  /** Rows worth a look: the surest mistakes, the nearest to the decision, the surest right ones; `limit` of each. */
  caseChoices: [{ limit: number }, CaseChoice[]];
  /** One of the rows explained, by its place. Can be cancelled. */
  explainCase: [{ row: number }, CaseExplanation];
  /** One patient as typed into the form of the loaded model. Can be cancelled. */
  explainInput: [{ rows: Record<string, string>[] }, CaseExplanation];
  /** Odds ratios of the development rows; journalled. `imputed`: gaps filled by the study's own steps. */
  oddsRatios: [{ study: Study; missing: Association['missing'] }, Association];
}
