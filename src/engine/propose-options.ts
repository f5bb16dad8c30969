import type { BackendName, JoinPlan, Metric, SplitPlan } from '../study/schema';

/** What may be said beside the file when a study is proposed; the rest is recommended settings. */
export interface ProposeOptions {
  id: string;
  name?: string;
  kind: 'file' | 'files' | 'wdbc' | 'synthetic' | 'images' | 'phantoms';
  target?: string;
  patient?: string;
  site?: string;
  time?: string;
  seed?: number;
  strategy?: string;
  /** What ends poor trials early; `none`: nothing. */
  pruner?: string;
  trials?: number;
  minutes?: number;
  families?: string[];
  metric?: Metric;
  /** Names that were given to a file without a row of names. */
  names?: string[];
  backend?: BackendName | 'auto';
  /** How further tables were joined to this one. */
  joins?: JoinPlan[];
  /** How the model is tested; else a hold-out, or as the data's folders say. */
  test?: SplitPlan['test'];
  /** Row numbers, 0-based, of the locked test set. */
  testRows?: number[];
}
