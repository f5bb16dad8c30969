import { type Reads, readsPictures, type TableReads } from '../models/family';
import type { BackboneCut } from '../prep/image/encode';
import { tableSteps } from '../prep/image/partition';
import { differsForNetworks } from '../prep/plan-for';
import { BenchsideError } from '../study/errors';
import { breathe } from '../train/pacing';
import { prepareAllPictures, preparePictureFolds } from './images/prepare-pictures';
import { type Outcome, type PreparedFold, prepareFold } from './prepare';
import type { SearchRun } from './trial';

export type FoldsRun = Pick<SearchRun, 'study' | 'ready' | 'report' | 'maker'> & { signal: AbortSignal };

/** The prepared folds of one pipeline: made once for each kind of input that its families read. */
export class Folds {
  private readonly made = new Map<string, PreparedFold[]>();
  /** Trials that run at once may ask for the same. */
  private readonly making = new Map<string, Promise<PreparedFold[]>>();

  constructor(
    private readonly run: FoldsRun,
    private readonly outcome: Outcome,
  ) {}

  /** Memory of the inputs; folds that share prepared pictures count them once. */
  get bytes(): number {
    const folds = [...this.made.values()].flat();
    const buffers = new Set(folds.flatMap(({ train, valid }) => [train.x.buffer, valid.x.buffer]));
    return [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** `at`: where a backbone is cut, for families that read its features. Throws `cancelled` and what preparing throws. */
  async for(asked: Reads, at: BackboneCut = 'pooled'): Promise<PreparedFold[]> {
    const same = asked === 'embedded' && !differsForNetworks(tableSteps(this.run.study.steps));
    const reads = same ? undefined : asked;
    const key = `${reads ?? 'table'} ${at}`;
    const made = this.made.get(key);
    if (made) return made;
    const making = this.making.get(key) ?? this.make(key, reads, at);
    this.making.set(key, making);
    return making;
  }

  private async make(key: string, reads: Reads, at: BackboneCut): Promise<PreparedFold[]> {
    try {
      const folds = readsPictures(reads)
        ? await preparePictureFolds({ ...this.run, outcome: this.outcome, reads, at })
        : await this.ofTable(reads);
      this.made.set(key, folds);
      return folds;
    } finally {
      this.making.delete(key);
    }
  }

  /** One after the other, with room between them to be asked to end. */
  private async ofTable(reads: TableReads): Promise<PreparedFold[]> {
    const { ready, study, report, signal } = this.run;
    const parts = ready.parts.folds;
    const folds: PreparedFold[] = [];
    for (const [fold, part] of parts.entries()) {
      report({ phase: 'prepare', done: fold, total: parts.length, unit: 'folds' });
      await breathe();
      if (signal.aborted) throw new BenchsideError('cancelled', {}, 'cancelled');
      folds.push(prepareFold(ready, study, this.outcome, part, fold, reads));
    }
    return folds;
  }
}

/** All development rows as one training part: what a model is refitted on. */
export async function prepareAll(
  run: FoldsRun,
  outcome: Outcome,
  reads: Reads,
  at: BackboneCut = 'pooled',
): Promise<PreparedFold> {
  if (readsPictures(reads)) return prepareAllPictures({ ...run, outcome, reads, at });
  const whole = { train: run.ready.parts.dev, valid: new Uint32Array(0) };
  return prepareFold(run.ready, run.study, outcome, whole, -1, reads);
}
