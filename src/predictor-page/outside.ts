import type { Dataset } from '../data/dataset';
import { pairNames } from '../data/pair';
import type { InputColumn } from '../export/predictor';

type Range = InputColumn['range'];

/** Whether rows hold a number or date beyond what was seen. */
function beyond(data: Dataset, name: string, range: Range): (row: number) => boolean {
  const column = data.cols.get(name);
  if (!range || (column?.kind !== 'num' && column?.kind !== 'date')) return () => false;
  return (row) => column.v[row] < range.min || column.v[row] > range.max;
}

/** Inputs with numbers or dates outside the range of the development rows, and in how many rows. */
export function outsideRange(inputs: InputColumn[], data: Dataset): { name: string; rows: number }[] {
  const names = new Set(inputs.map(({ name }) => name));
  return inputs.flatMap((input) => {
    const [first, second] = input.type === 'pair' ? pairNames(input.name, names) : [input.name, ''];
    const tests = [beyond(data, first, input.range), beyond(data, second, input.second)];
    let rows = 0;
    for (let row = 0; row < data.n; row++) if (tests.some((is) => is(row))) rows++;
    return rows > 0 ? [{ name: input.name, rows }] : [];
  });
}
