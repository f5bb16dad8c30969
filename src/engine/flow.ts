import { type Column, type Dataset, type Target, takeRows } from '../data/dataset';
import { stepByName, steps } from '../prep/index';
import { fitPipeline } from '../prep/pipeline';
import { differsForNetworks, planFor } from '../prep/plan-for';
import { errorRecord } from '../study/errors';
import { defaultsOf } from '../study/params';
import { rng } from '../study/random';
import type { StepPlan, Study } from '../study/schema';
import { type Ready, takeDev } from './prepare';
import { previewRows } from './preview-rows';
import type { Flow, FlowKind, FlowStage } from './protocol';

/** Rows on which it is asked which further steps would find something to do. */
const PLACE_ROWS = 2_000;

/** Which columns stand at each point of the pipeline, on training rows of the first fold. Holds no cell. */
export function flowOf(ready: Ready, study: Study): Flow {
  const { rows, sampled } = previewRows(ready, study, study.steps.length);
  const ctx = { rng: rng(study.seed, 'prep', 'fold', 0) };
  const read = takeDev(ready, rows);
  const given: Target = { ...ready.target, y: Float64Array.from(rows, (row) => ready.target.y[row]) };
  let [data, target] = [read, given];
  const flow: Flow = {
    stages: [stageOf(data)],
    steps: [],
    places: {},
    rows: rows.length,
    sampled,
    error: null,
  };
  const thin = [thinned(data)];
  try {
    for (const plan of study.steps) {
      const concerned = concernedBy(plan, data);
      const out = fitPipeline([plan], data, target, ctx);
      ({ data, target } = out);
      flow.steps.push({ id: plan.id, ...concerned });
      flow.stages.push(stageOf(data));
      thin.push(thinned(data));
    }
    if (differsForNetworks(study.steps))
      flow.plain = fitPipeline(planFor(study.steps), read, given, ctx).data.cols.size;
  } catch (error) {
    flow.error = errorRecord(error);
  }
  flow.places = placesIn(thin);
  return flow;
}

/** What the step would act on if it were given every column, and what it acts on as it is planned. */
function concernedBy(plan: StepPlan, data: Dataset): { could: string[]; acts: string[] } {
  const step = stepByName(plan.step);
  const params = { ...defaultsOf(step.params), ...plan.params };
  const could = step.concerns(data, params);
  if (!plan.columns) return { could, acts: could };
  const chosen = new Set(plan.columns);
  const cols = new Map([...data.cols].filter(([name]) => chosen.has(name)));
  return { could, acts: step.concerns({ ...data, cols }, params) };
}

const kindOf = (column: Column): FlowKind =>
  column.kind === 'cat' && column.ordered ? 'ordered' : column.kind;

function hasGaps(column: Column): boolean {
  switch (column.kind) {
    case 'num':
    case 'date':
      return column.v.some(Number.isNaN);
    case 'cat':
    case 'text':
      return column.codes.some((code) => code < 0);
    case 'multi':
      // A list that names nothing is a value of its own.
      return false;
  }
}

function stageOf(data: Dataset): FlowStage {
  const columns: FlowStage['columns'] = [];
  let gaps = 0;
  for (const [name, column] of data.cols) {
    columns.push({ name, kind: kindOf(column) });
    if (hasGaps(column)) gaps++;
  }
  return { columns, gaps };
}

const thinned = (data: Dataset): Dataset =>
  data.n <= PLACE_ROWS
    ? data
    : takeRows(
        data,
        Uint32Array.from({ length: PLACE_ROWS }, (_, i) => i),
      );

/** Where each step there is would find something to do: the last such place, with the number of columns. */
function placesIn(stages: Dataset[]): Flow['places'] {
  const places: Flow['places'] = {};
  for (const step of steps) {
    const params = defaultsOf(step.params);
    for (let at = stages.length - 1; at >= 0 && !places[step.name]; at--) {
      const columns =
        step.kind === 'resample' ? stages[at].cols.size : step.concerns(stages[at], params).length;
      if (columns > 0) places[step.name] = { at, columns };
    }
  }
  return places;
}
