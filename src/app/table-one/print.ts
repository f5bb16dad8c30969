import type { Cell, TableOne, TableOneLine, TableOneVariable } from '../../evaluate/table-one/types';
import type { TextTable } from '../../export/table-one/text-table';
import { formatCount, formatFixed } from '../ui/number';
import { notesOf, type Say } from './notes';

/** Numbers whose mean or median a person may choose carry their name. */
export interface PrintedTable extends TextTable {
  rows: (TextTable['rows'][number] & { numeric?: { name: string; kind: 'mean' | 'median' } })[];
}

const NONE = '–';
const DAY_MS = 86_400_000;

/** Three significant digits of what the values spread over, and no more than two decimals of what is not tiny: 51.4 (11.0), 36.91 (0.70). */
function digitsFor(spread: number, size: number): number {
  if (!(spread > 0 && Number.isFinite(spread))) return 2;
  const most = Math.abs(size) >= 0.5 ? 2 : 4;
  return Math.min(most, Math.max(0, 2 - Math.floor(Math.log10(spread))));
}

/** Year and month: a day may be that of one patient. */
const month = (days: number): string => new Date(days * DAY_MS).toISOString().slice(0, 7);

function cellText(cell: Cell, whole: boolean): string {
  switch (cell.kind) {
    case 'mean': {
      const digits = digitsFor(cell.sd, cell.mean);
      const sd = Number.isNaN(cell.sd) ? NONE : formatFixed(cell.sd, digits);
      return `${formatFixed(cell.mean, digits)} (${sd})`;
    }
    case 'median': {
      const digits = digitsFor(cell.q3 - cell.q1 || Math.abs(cell.median), cell.median);
      const value = (v: number) => formatFixed(v, whole ? (Number.isInteger(v) ? 0 : 1) : digits);
      return `${value(cell.median)} [${value(cell.q1)}, ${value(cell.q3)}]`;
    }
    case 'count':
      return `${formatCount(cell.n)} (${formatFixed(100 * cell.share, 1)})`;
    case 'dates':
      return cell.from === cell.to || month(cell.from) === month(cell.to)
        ? month(cell.from)
        : `${month(cell.from)} – ${month(cell.to)}`;
    case 'small':
      return '<5';
    case 'masked':
      return '*';
    case 'empty':
      return NONE;
  }
}

const LEAST = 0.001;
const small = (value: number): string => (value < LEAST ? '<0.001' : formatFixed(value, 3));
const smdText = (value: number | null | undefined): string =>
  value == null ? NONE : value === 0 ? formatFixed(0, 3) : small(value);
const pText = ({ p, test }: Pick<TableOneLine, 'p' | 'test'>): string =>
  p == null ? NONE : `${small(p)}${test === 'fisher' ? '†' : ''}`;

/** Table 1 as it is printed, in the words of `say` (namespace table-one). `target` names the outcome. */
export function printTable(table: TableOne, target: string, language: string, say: Say): PrintedTable {
  const { by, overall, groups, variables, options } = table;
  // With small counts hidden the column of all would tell them: all less the other groups.
  const all = groups.length === 0 || !options.suppress;
  const compared = groups.length > 1;
  const n = ({ n: rows, patients }: TableOne['overall']) => {
    const count = (value: number | null) => (value === null ? '<5' : formatCount(value));
    return table.repeated
      ? say('head.rowsAndPatients', { n: count(rows), patients: count(patients) })
      : `(n = ${count(rows)})`;
  };
  const label = (text: string): string => {
    if (by === 'part') return say(`part.${text}`);
    if (by === 'site') return text === '' ? say('head.noSite') : text;
    return `${target} = ${text}`;
  };
  const head = [
    say('head.variable'),
    ...(all ? [`${say('head.overall')}\n${n(overall)}`] : []),
    ...groups.map((group) => `${label(group.label)}\n${n(group)}`),
    say('head.missing'),
    ...(compared ? [say('head.smd')] : []),
    ...(compared && options.pValues ? [say('head.p')] : []),
  ];

  const cellsOf = (line: TableOneLine, whole: boolean) =>
    line.cells.slice(all ? 0 : 1).map((cell) => cellText(cell, whole));
  const compare = (of: Pick<TableOneLine, 'smd' | 'p' | 'test'> | null) => [
    ...(compared ? [of ? smdText(of.smd) : ''] : []),
    ...(compared && options.pValues ? [of ? pText(of) : ''] : []),
  ];
  const missing = (v: TableOneVariable) => (v.missing === null ? '<5' : formatCount(v.missing));
  const blanks = Array<string>(groups.length + (all ? 1 : 0)).fill('');

  const rows = variables.flatMap((variable): PrintedTable['rows'] => {
    const { kind, name, lines } = variable;
    const heading = say(`row.${kind}`, { name, level: lines[1]?.level ?? '' });
    if (kind === 'mean' || kind === 'median' || kind === 'dates' || kind === 'binary') {
      const line = lines[kind === 'binary' ? 1 : 0];
      const told = kind === 'dates' ? { smd: null } : variable;
      return [
        {
          cells: [heading, ...cellsOf(line, variable.whole), missing(variable), ...compare(told)],
          indented: false,
          ...(kind === 'mean' || kind === 'median' ? { numeric: { name, kind } } : {}),
        },
      ];
    }
    const several = kind === 'several';
    return [
      {
        cells: [heading, ...blanks, missing(variable), ...compare(several ? null : variable)],
        indented: false,
      },
      ...lines.map((line) => ({
        cells: [
          line.level ?? say('row.others', { n: variable.others }),
          ...cellsOf(line, true),
          '',
          ...compare(several ? line : null),
        ],
        indented: true,
      })),
    ];
  });
  return {
    language,
    title: say(`titles.${by}`, { target }),
    head,
    rows,
    notes: notesOf(table, say),
  };
}
