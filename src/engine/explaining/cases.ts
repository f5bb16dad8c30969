import { type Column, type Dataset, takeRows } from '../../data/dataset';
import { datasetFromRows } from '../../export/inputs';
import type { InputColumn, Predictor } from '../../export/predictor';
import type { Ctx } from '../../study/context';
import { rng } from '../../study/random';
import type { Trainer } from '../../train/trainer';
import type { Winner } from '../finish';
import { casesOf } from '../images/cases';
import type { CaseChoice, CaseExplanation } from './api';
import { playersOf } from './explain-winner';
import { explainedRows, modelOf, outputsOf } from './model';
import { backgroundOf, explainedPart } from './samples';

/** One prediction alone may be asked about more coalitions. */
const COALITIONS = 1024;
/** Rows that stand for a typical patient where nothing but the model is here. */
const TYPICAL = 24;

type Run = Pick<Ctx, 'signal' | 'report'>;

/** A patient of the explained part, compared with development rows. Aborts with the signal's reason. */
export async function explainCase(
  winner: Winner,
  predictor: Predictor,
  trainer: Pick<Trainer, 'predict'>,
  index: number,
  names: readonly string[],
  run: Run,
): Promise<CaseExplanation> {
  const { study, ready } = winner;
  const outputs = Math.max(1, outputsOf(predictor).length);
  const background = await backgroundOf(ready, modelOf(predictor, trainer), outputs, study.seed);
  const row = explainedPart(ready).rows[index];
  const data = takeRows(ready.data, Uint32Array.from([...background, row]));
  const above = (name: string, column: Column) =>
    shareBelow(ready.data.cols.get(name), ready.parts.dev, column);
  return taken(predictor, trainer, data, names, study.seed, 'development', above, run);
}

/** A patient as typed, compared with a typical one: all that a finished model holds of its patients. */
export function explainInput(
  predictor: Predictor,
  trainer: Pick<Trainer, 'predict'>,
  row: Record<string, string>,
  run: Run,
): Promise<CaseExplanation> {
  const typical = typicalRows(predictor.inputs);
  const data = datasetFromRows(predictor.inputs, [...typical, row]);
  return taken(predictor, trainer, data, [...data.cols.keys()], 0, 'typical', () => null, run);
}

/** The last row of `data` is explained, those before it are the background. */
async function taken(
  predictor: Predictor,
  trainer: Pick<Trainer, 'predict'>,
  data: Dataset,
  names: readonly string[],
  seed: number,
  against: CaseExplanation['against'],
  above: (name: string, column: Column) => number | null,
  run: Run,
): Promise<CaseExplanation> {
  const last = data.n - 1;
  const outputs = outputsOf(predictor);
  const width = Math.max(1, outputs.length);
  const players = playersOf(names);
  const found = await explainedRows(predictor, trainer, {
    data,
    rows: [last],
    background: Uint32Array.from({ length: last }, (_, i) => i),
    players,
    limit: Math.max(COALITIONS, 8 * players.length),
    rng: rng(seed, 'explain', 'case'),
    ...run,
  });
  const one = takeRows(data, [last]);
  const predicted = await modelOf(predictor, trainer)(one);
  return {
    method: found.method,
    scale: found.scale,
    // Trees know the rows that they grew on, and are compared with those.
    against: found.method === 'trees' ? 'development' : against,
    complete: found.complete,
    outputs,
    base: [...found.base],
    said: [...found.said],
    predicted: Array.from(predicted),
    parts: players.map((own, j) => {
      const values = Array.from({ length: width }, (_, o) => found.values[j * width + o]);
      const column = own.length === 1 ? one.cols.get(own[0]) : undefined;
      return column
        ? { column: own[0], cell: cellOf(column), values, above: above(own[0], column) }
        : { column: '', columns: own.length, cell: null, values, above: null };
    }),
  };
}

function cellOf(column: Column): string | null {
  switch (column.kind) {
    case 'num':
      return Number.isNaN(column.v[0]) ? null : String(column.v[0]);
    case 'date':
      return Number.isNaN(column.v[0]) ? null : new Date(column.v[0] * 86_400_000).toISOString().slice(0, 10);
    case 'cat':
    case 'text':
      return column.codes[0] < 0 ? null : column.dict[column.codes[0]];
    case 'multi':
      return Array.from(column.codes, (code) => column.dict[code]).join(', ') || null;
  }
}

/** Share of the rows with a smaller number, half of the equal ones. */
function shareBelow(whole: Column | undefined, rows: Uint32Array, one: Column): number | null {
  if (whole?.kind !== 'num' || one.kind !== 'num' || Number.isNaN(one.v[0])) return null;
  let [below, known] = [0, 0];
  for (const row of rows) {
    const value = whole.v[row];
    if (Number.isNaN(value)) continue;
    known++;
    below += value < one.v[0] ? 1 : value === one.v[0] ? 0.5 : 0;
  }
  return known > 0 ? below / known : null;
}

/**
 * Rows that stand for a typical patient: numbers and dates at their median, categories at each of their levels equally
 * often (a bundle does not say how common they are), lists and texts empty.
 */
export function typicalRows(inputs: readonly InputColumn[]): Record<string, string>[] {
  const deal = inputs.map(({ levels = [], type }, at) =>
    type === 'multi' || levels.length === 0
      ? null
      : rng('typical', at).shuffle(Array.from({ length: TYPICAL }, (_, i) => levels[i % levels.length])),
  );
  return Array.from({ length: TYPICAL }, (_, i) =>
    Object.fromEntries(inputs.map((input, at) => [input.name, deal[at]?.[i] ?? medianText(input)])),
  );
}

function medianText({ type, range, second, unit, decimal }: InputColumn): string {
  if (!range) return '';
  if (type === 'date') return new Date(Math.round(range.median) * 86_400_000).toISOString().slice(0, 10);
  const text = (value: number) => (decimal === 'comma' ? String(value).replace('.', ',') : String(value));
  if (second) return `${text(range.median)}/${text(second.median)}`;
  return unit ? `${text(range.median)} ${unit}` : text(range.median);
}

/** Rows to choose from; of classes by how sure the model was, of a number by how far it was off. */
export async function caseChoices(
  { ready }: Winner,
  predictor: Predictor,
  trainer: Pick<Trainer, 'predict'>,
  limit: number,
): Promise<CaseChoice[]> {
  const { rows } = explainedPart(ready);
  const p = Float32Array.from(await modelOf(predictor, trainer)(takeRows(ready.data, rows)));
  const { kind, classes, y } = ready.target;
  const place = new Map(Array.from(rows, (row, index) => [row, index]));
  if (kind !== 'regression')
    return casesOf(
      ready,
      {
        rows,
        p,
        thresholds:
          predictor.threshold === null ? null : new Float64Array(rows.length).fill(predictor.threshold),
      },
      { limit, surest: true },
    ).map((one) => ({
      index: place.get(one.row)!,
      observed: classes[one.observed],
      predicted: classes[one.predicted],
      p: one.p[one.predicted],
      kind: one.kind,
    }));
  const off = Array.from(rows, (row, index) => ({ index, size: Math.abs(p[index] - y[row]) }));
  off.sort((a, b) => a.size - b.size);
  const choice =
    (kind: CaseChoice['kind']) =>
    ({ index }: { index: number }) => ({
      index,
      observed: String(y[rows[index]]),
      predicted: p[index].toPrecision(4),
      p: null,
      kind,
    });
  const half = Math.floor(off.length / 2);
  return [
    ...off.slice(half).reverse().slice(0, limit).map(choice('wrong')),
    ...off.slice(0, Math.min(limit, half)).map(choice('right')),
  ];
}
