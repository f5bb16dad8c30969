import type { Column, Table } from '../../data/dataset';
import { typedColumns } from '../../data/typed-column';
import { countMissing } from '../../prep/columns';
import { planFor } from '../../prep/plan-for';
import type { StepPlan, Study } from '../../study/schema';
import { smallGrey } from '../images/small-grey';
import type { Ready } from '../prepare';

/** Pictures are read as so many cells of grey on a side; the outermost two rings of them are the borders. */
const SIDE = 16;
const RING = 2;

/** What a quick model is given in place of the study's columns. */
export interface ProbeInputs {
  ready: Ready;
  steps: readonly StepPlan[];
  /** What they are called. */
  columns: string[];
}

/** The same rows with other columns, all numbers. */
function withColumns(ready: Ready, columns: readonly (readonly [string, Float64Array])[]): Ready {
  const cols = new Map<string, Column>(columns.map(([name, v]) => [name, { kind: 'num', v }]));
  return { ...ready, data: { ...ready.data, cols }, levels: new Map() };
}

/** Cells of grey of all rows as columns; `which` of them, by row and column from the top left. */
async function cells(
  ready: Ready,
  signal: AbortSignal,
  which: (y: number, x: number) => boolean,
): Promise<Ready | null> {
  if (!ready.pictures) return null;
  const { n } = ready.data;
  const rows = Uint32Array.from({ length: n }, (_, row) => row);
  const grey = await smallGrey(ready.pictures.source, rows, SIDE, signal);
  const columns = Array.from({ length: SIDE * SIDE }, (_, cell) => cell)
    .filter((cell) => which(Math.floor(cell / SIDE), cell % SIDE))
    .map(
      (cell) => [`cell ${cell}`, Float64Array.from(rows, (row) => grey[row * SIDE * SIDE + cell])] as const,
    );
  return withColumns(ready, columns);
}

/** The study's own columns with its own steps; where rows are pictures alone, their cells of grey. */
export async function ownInputs(ready: Ready, study: Study, signal: AbortSignal): Promise<ProbeInputs> {
  const grey = ready.data.cols.size === 0 ? await cells(ready, signal, () => true) : null;
  return grey
    ? { ready: grey, steps: [], columns: [] }
    : { ready, steps: planFor(study.steps), columns: [...ready.data.cols.keys()] };
}

/** The borders of the pictures alone: a ruler, a marker, the machine's frame. Null where there are no pictures. */
export async function borderInputs(ready: Ready, signal: AbortSignal): Promise<ProbeInputs | null> {
  const edge = (at: number) => at < RING || at >= SIDE - RING;
  const made = await cells(ready, signal, (y, x) => edge(y) || edge(x));
  return made && { ready: made, steps: [], columns: [] };
}

/**
 * What says where and how a patient was recorded, not what is wrong with them: the hospital, the time, sizes and
 * spacings of pictures, and which cells are missing. Null where there is nothing of the kind.
 */
export function metadataInputs(ready: Ready, table: Table, { columns }: Study): ProbeInputs | null {
  const { data, site, pictures } = ready;
  // What the test rows hold decides nothing here.
  const { dev } = ready.parts;
  const found: [string, Float64Array][] = [];
  const names = new Set<string>();
  const add = (name: string, key: string, of: (row: number) => number) => {
    const v = Float64Array.from({ length: data.n }, (_, row) => of(row));
    if (dev.every((row) => v[row] === v[dev[0]])) return;
    found.push([key, v]);
    names.add(name);
  };
  const plan = (role: 'site' | 'time') => columns.find((c) => c.role === role);
  site?.dict.forEach((level, code) => {
    add(plan('site')?.name ?? 'site', `site ${level}`, (row) => Number(site.codes[row] === code));
  });
  const time = plan('time');
  const read = time && table.columns.find((c) => c.name === time.name);
  // A follow-up time is part of the outcome, not of the record.
  if (time && read && time.known !== 'no') {
    const type = time.type === 'date' ? ('date' as const) : ('continuous' as const);
    const [[, column]] = typedColumns(read, { ...time, type }, new Set());
    if (column.kind === 'date' || column.kind === 'num') {
      const known = Array.from(dev, (row) => column.v[row]).filter((v) => !Number.isNaN(v));
      const mean = known.reduce((sum, v) => sum + v, 0) / Math.max(1, known.length);
      const sd =
        Math.sqrt(known.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(1, known.length)) || 1;
      add(time.name, 'time', (row) => (Number.isNaN(column.v[row]) ? 0 : (column.v[row] - mean) / sd));
    }
  }
  for (const [name, column] of data.cols)
    if (countMissing(column) > 0) {
      const gap = (row: number) =>
        column.kind === 'num' || column.kind === 'date'
          ? Number.isNaN(column.v[row])
          : column.kind === 'multi'
            ? column.offsets[row] === column.offsets[row + 1]
            : column.codes[row] < 0;
      add('missing', `missing ${name}`, (row) => Number(gap(row)));
    }
  if (pictures) {
    const { source } = pictures;
    add('size', 'width', (row) => source.info(row).width / 512);
    add('size', 'height', (row) => source.info(row).height / 512);
    add('spacing', 'spacing', (row) => source.info(row).spacing?.[0] ?? 0);
  }
  return found.length > 0 ? { ready: withColumns(ready, found), steps: [], columns: [...names] } : null;
}
