import { delong } from '../../src/evaluate/auroc';
import { evaluateTest } from '../../src/evaluate/evaluate';

export interface Rows {
  y: number[];
  p: number[];
  /** Patient of each row. */
  unit: number[];
}

export interface Timed {
  seconds: number;
  delongSeconds: number;
  /** Reports of progress. */
  reports: number;
  metrics: Record<string, { estimate: number; low: number | null; high: number | null }>;
}

const clock = { now: () => performance.now() };

async function timed({ y, p, unit }: Rows): Promise<Timed> {
  const target = { kind: 'binary' as const, classes: ['no', 'yes'], y: Float64Array.from(y) };
  const part = {
    target,
    p: Float32Array.from(p),
    unit: Int32Array.from(unit),
    threshold: 0.3,
    scheme: 'holdout',
    seed: 1,
  };
  let reports = 0;
  const report = () => {
    reports++;
  };
  const start = performance.now();
  const { metrics } = await evaluateTest(part, { clock, report });
  const done = performance.now();
  delong(target.y, part.p);
  return {
    seconds: (done - start) / 1000,
    delongSeconds: (performance.now() - done) / 1000,
    reports,
    metrics,
  };
}

self.onmessage = ({ data }: MessageEvent<Rows>) => {
  timed(data).then(
    (ok) => self.postMessage({ ok }),
    (error: unknown) => self.postMessage({ error: String(error) }),
  );
};
