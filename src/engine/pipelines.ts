import type { Config } from '../study/space';
import { studyOf } from '../study/steps-in-space';
import { Folds, type FoldsRun } from './folds';
import type { Outcome } from './prepare';

/** Prepared folds of further pipelines are kept while all together hold no more bytes than this. */
const MOST_BYTES = 512 * 2 ** 20;

/** The prepared folds of every pipeline that a search tries; those not asked for the longest go first. */
export class Pipelines {
  /** In the order in which they were last asked for. */
  private readonly kept = new Map<string, Folds>();

  constructor(
    private readonly run: FoldsRun,
    private readonly outcome: Outcome,
    private readonly most = MOST_BYTES,
  ) {}

  /** Folds under the steps of a configuration; without one under those of the study. */
  for(config?: Config): Folds {
    const study = config ? studyOf(this.run.study, config) : this.run.study;
    const key = JSON.stringify(study.steps);
    const folds = this.kept.get(key) ?? new Folds({ ...this.run, study }, this.outcome);
    this.kept.delete(key);
    this.kept.set(key, folds);
    this.forget(folds);
    return folds;
  }

  /** The current one stays, whatever its size. */
  private forget(current: Folds): void {
    let bytes = [...this.kept.values()].reduce((sum, folds) => sum + folds.bytes, 0);
    for (const [key, folds] of this.kept) {
      if (bytes <= this.most || folds === current) return;
      bytes -= folds.bytes;
      this.kept.delete(key);
    }
  }
}
