import { createEngine, type Engine } from '../engine/client';
import type { NewPredictions } from '../engine/using/api';
import { predictionsCsv } from '../export/csv';
import type { Predictions } from '../export/predictor';
import { BenchsideError, errorRecord, fromRecord } from '../study/errors';
import { headlessError } from './headless-texts';

/** What the runner asks for: the first file of the page is the bundle, the others are tables or pictures. */
export interface PredictOptions {
  /** Ending of each file after the bundle. */
  extensions: string[];
  /** Where each of them lies, folders before its name. */
  paths: string[];
  /** The hospital that the table comes from. */
  site?: string;
}

export interface PredictAnswer {
  status: 'finished';
  kind: Predictions['kind'];
  classes: string[];
  n: number;
  threshold: number | null;
  /** Columns with what the model has never seen, and in how many rows. */
  unknown: { name: string; rows: number }[];
}

export type PredictResult = { answer: PredictAnswer; predictions: string } | { error: string; kind: string };

declare global {
  interface Window {
    benchsidePredict(options: PredictOptions): Promise<PredictResult>;
  }
}

async function predictionsOf(
  engine: Engine,
  options: PredictOptions,
): Promise<Predictions & Partial<Pick<NewPredictions, 'remarks'>>> {
  const [bundle, ...files] = [...(document.querySelector<HTMLInputElement>('#data')?.files ?? [])];
  if (!bundle || files.length === 0) throw new BenchsideError('data.empty');
  const model = await engine.call('openModel', { zip: new Uint8Array(await bundle.arrayBuffer()) });
  if (model.picture) {
    const placed = files.map((file, i) => ({ file, path: options.paths[i] }));
    const { files: decoded, skipped } = await engine.decodeFiles(placed, { axis: model.axis ?? 2 });
    // A file left out would shift the rows of the answer.
    if (skipped[0]) throw fromRecord(skipped[0].error);
    return (await engine.call('predictPictures', { files: decoded })).predictions;
  }
  const tables = [];
  for (const [i, file] of files.entries())
    tables.push((await engine.read(file, options.extensions[i])).table);
  const [table, ...further] = tables;
  return engine.call('predictTable', { table, further, ...(options.site && { site: options.site }) });
}

/** Predicting without the screens, for scripts/predict.mjs. Errors come back as one English line. */
window.benchsidePredict = async (options) => {
  let fail: (error: unknown) => void = () => {};
  const crashed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const engine = createEngine({
    journal() {},
    storage() {},
    crashed: () => fail(new BenchsideError('worker.crashed', {}, 'fatal')),
  });
  try {
    const predictions = await Promise.race([predictionsOf(engine, options), crashed]);
    const { kind, classes, n, threshold, remarks } = predictions;
    const unknown = (remarks?.unknown ?? []).map(({ name, rows }) => ({ name, rows: rows.length }));
    return {
      answer: { status: 'finished', kind, classes, n, threshold, unknown },
      predictions: predictionsCsv(predictions),
    };
  } catch (thrown) {
    return headlessError(errorRecord(thrown));
  } finally {
    engine.end();
  }
};
