import type { Dataset, Target } from '../../src/data/dataset';
import type { Ready } from '../../src/engine/prepare';
import { previewStep } from '../../src/engine/preview';
import { steps } from '../../src/prep';
import type { Step } from '../../src/prep/step';
import { defaultsOf } from '../../src/study/params';
import { rng } from '../../src/study/random';
import type { Study } from '../../src/study/schema';

const ROWS = 100_000;
const COLUMNS = 30;
const GAPS = 0.1;
const REPETITIONS = 5;

/** Skewed, signed, whole and few-valued numbers in turn, a tenth of them missing; categories of five levels. */
function table(categories: number): Dataset {
  const cols: Dataset['cols'] = new Map();
  for (let j = 0; j < COLUMNS; j++) {
    const random = rng(1, 'column', j);
    const missing = () => random.next() < GAPS;
    if (j < categories) {
      const codes = Int32Array.from({ length: ROWS }, () => (missing() ? -1 : random.int(5)));
      cols.set(`c${j}`, { kind: 'cat', codes, dict: ['a', 'b', 'c', 'd', 'e'] });
      continue;
    }
    const value = [
      () => Math.exp(random.normal()),
      () => 3 * random.normal() - 2,
      () => random.int(90),
      () => random.int(3),
    ][j % 4];
    const v = Float64Array.from({ length: ROWS }, () => (missing() ? Number.NaN : value()));
    cols.set(`n${j}`, { kind: 'num', v });
  }
  return { n: ROWS, cols, unit: Int32Array.from({ length: ROWS }, (_, i) => i) };
}

function readyWith(data: Dataset): Ready {
  const random = rng(2);
  const target: Target = {
    kind: 'binary',
    classes: ['no', 'yes'],
    y: Float64Array.from({ length: ROWS }, () => random.int(2)),
  };
  const dev = Uint32Array.from({ length: 80_000 }, (_, i) => i);
  const fold = { train: dev.subarray(0, 64_000), valid: dev.subarray(64_000) };
  const test = Uint32Array.from({ length: 20_000 }, (_, i) => 80_000 + i);
  return {
    data,
    target,
    parts: { dev, test, folds: [fold], left: new Uint32Array() },
    levels: new Map(),
    site: null,
  };
}

export interface Measured {
  step: string;
  /** Median of a few previews. */
  ms: number;
  /** Training rows looked at. */
  rows: number;
}

/** What the engine's worker does for a changed parameter: imputations on gaps, other steps behind an imputation. */
function measure(step: Step, ready: Ready): Measured {
  const own = { id: 'own', step: step.name, params: defaultsOf(step.params) };
  const first = { id: 'first', step: 'impute', params: { indicator: false } };
  const plan = step.name.startsWith('impute') ? [own] : [first, own];
  const study = { seed: 1, steps: plan } as unknown as Study;
  const times: number[] = [];
  let rows = 0;
  for (let i = 0; i <= REPETITIONS; i++) {
    const start = performance.now();
    const preview = previewStep(ready, study, 'own');
    // The first one warms up.
    if (i > 0) times.push(performance.now() - start);
    if (preview.error) throw new Error(`${step.name}: ${preview.error.code}`);
    rows = preview.rows;
  }
  return { step: step.name, ms: times.sort((a, b) => a - b)[REPETITIONS >> 1], rows };
}

/** The preview of each step that numbers or categories concern. */
export function measureAll(): Measured[] {
  const tables = [readyWith(table(0)), readyWith(table(10))];
  return steps.flatMap((step) => {
    const ready = tables.find(({ data }) => step.concerns(data, defaultsOf(step.params)).length > 0);
    return ready ? [measure(step, ready)] : [];
  });
}
