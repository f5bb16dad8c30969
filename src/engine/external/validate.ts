import type { Table } from '../../data/dataset';
import type { PictureSource } from '../../data/images/picture';
import { delong, delongInterval, weightedAuroc } from '../../evaluate/auroc';
import { bootstrapIntervals, unitsRepeat } from '../../evaluate/bootstrap';
import { evaluateTest } from '../../evaluate/evaluate';
import { bare } from '../../evaluate/interval';
import { crossUpdated, fitUpdate, type UpdateKind } from '../../evaluate/update';
import { externalDrift } from '../../export/external-drift';
import { type ExternalRows, externalRows } from '../../export/external-rows';
import { type Forward, predict, rowsLookedAt } from '../../export/predict';
import type { Predictor } from '../../export/predictor';
import type { FeatureMaker } from '../../prep/image/encode';
import { takePictures } from '../../prep/image/picture-rows';
import type { Ctx } from '../../study/context';
import { BenchsideError } from '../../study/errors';
import { rng } from '../../study/random';
import type { Estimate } from '../../study/results/estimate';
import type { External } from '../../study/results/external';
import type { SourcePlan } from '../../study/schema';
import { type Measurable, pictureDrift } from './picture-drift';

/** Rows of another hospital with what the frozen model says of them. */
export interface Validated {
  predictor: Predictor;
  rows: ExternalRows;
  p: Float32Array;
  external: External;
}

interface Given {
  predictor: Predictor;
  table: Table;
  source: SourcePlan;
  patient: string | null;
  forward: Forward;
  /**
   * The model's predictions of its development rows, each by a fold that did not hold it, and the patient of each; null
   * where there are none.
   */
  development: { p: Float32Array; unit: Int32Array } | null;
  /** Of a model of pictures: those of the table's rows, and those of the development where they are at hand. */
  pictures: {
    source: PictureSource;
    maker: FeatureMaker | null;
    unreadable: number;
    before: Measurable | null;
  } | null;
  watch: Pick<Ctx, 'signal' | 'report'>;
}

/** The same rows and model give the same intervals. */
const SEED = 1;

const evaluated = ({ predictor, rows }: Pick<Validated, 'predictor' | 'rows'>, p: Float32Array) =>
  evaluateTest({
    target: rows.target,
    p,
    unit: rows.unit,
    threshold: predictor.threshold,
    scheme: 'external',
    seed: SEED,
  });

/**
 * The frozen model on another hospital's rows; nothing is fitted. Throws `external.noRows`, `external.oneClass`,
 * `use.missingColumn`, and what predicting throws.
 */
export async function validate(given: Given): Promise<Validated> {
  const { predictor, table, source, patient, forward, development, pictures, watch } = given;
  const all = Uint32Array.from({ length: table.n }, (_, row) => row);
  const looked = pictures && rowsLookedAt(predictor, pictures.source, all);
  const rows = externalRows(predictor, table, source, patient, looked);
  const { target, data } = rows;
  if (data.n === 0) throw new BenchsideError('external.noRows', { left: rows.left });
  if (target.kind !== 'regression' && new Set(target.y).size < 2)
    throw new BenchsideError('external.oneClass', { rows: data.n });
  const own = pictures && {
    source: counted(takePictures(pictures.source, rows.rows), watch),
    maker: pictures.maker,
  };
  const { p } = await predict(predictor, data, forward, own);
  const measured =
    pictures &&
    (await pictureDrift(
      { source: pictures.source, rows: rows.rows, unit: rows.unit },
      pictures.before,
      watch,
    ));
  const membership = development && membershipOf(development, { p, unit: rows.unit });
  const external: External = {
    name: source.site,
    sha256: source.sha256,
    rows: data.n,
    left: rows.left,
    evaluation: await evaluated({ predictor, rows }, p),
    drift: externalDrift(predictor, data, target, rows.absent),
    ...(pictures &&
      measured && {
        pictures: { unreadable: pictures.unreadable, leftOut: rows.leftOut, ...measured },
      }),
    ...(membership && { membership }),
  };
  return { predictor, rows, p, external };
}

/** Says how far predicting is, by the picture that is read: every member of the model reads them in stretches. */
function counted(source: PictureSource, { report }: Given['watch']): PictureSource {
  let told = -1;
  const tell = (row: number) => {
    if (row < told + source.n / 200) return;
    told = row;
    report({ phase: 'evaluate', done: row, total: source.n, unit: 'pictures' });
  };
  return {
    ...source,
    read(row) {
      tell(row);
      return source.read(row);
    },
    ...(source.region && {
      region(row, ...part) {
        tell(row);
        return source.region?.(row, ...part) ?? source.read(row);
      },
    }),
  };
}

type Predicted = NonNullable<Given['development']>;

/**
 * How well predictions tell rows here from those of development: above one half, they are higher here. Where patients
 * have several rows, in either, the interval draws whole patients.
 */
function membershipOf(before: Predicted, here: Predicted): Estimate {
  const p = Float64Array.from([...before.p, ...here.p]);
  const y = Float64Array.from(p, (_, i) => Number(i >= before.p.length));
  // Patients here are others than those of development, whatever their numbers.
  const unit = Int32Array.from([...before.unit.map((one) => -1 - one), ...here.unit]);
  if (unitsRepeat(unit)) {
    const statistic = weightedAuroc(y, p);
    const [interval] = bootstrapIntervals(unit, [statistic], rng(SEED, 'external', 'membership'));
    const estimate = statistic(new Float64Array(p.length).fill(1));
    return interval ? { estimate, ...interval, method: 'cluster-bootstrap' } : bare(estimate);
  }
  const result = delong(y, p);
  return result.variance > 0
    ? { estimate: result.auroc, ...delongInterval(result), method: 'delong' }
    : bare(result.auroc);
}

/**
 * What an update would be worth here: coefficients of all rows, and the evaluation of cross-validated ones, so that no
 * patient is judged by an update that has seen them. Throws `external.noUpdate`.
 */
export async function updated(
  { predictor, rows, p, external }: Validated,
  kind: UpdateKind,
): Promise<External> {
  const part = { target: rows.target, p, unit: rows.unit };
  const update = fitUpdate(part, kind);
  const crossed = update && crossUpdated(part, kind, rng(SEED, 'external', 'update'));
  if (!update || !crossed) throw new BenchsideError('external.noUpdate');
  return {
    ...external,
    updated: { kind, ...update, evaluation: await evaluated({ predictor, rows }, crossed) },
  };
}
