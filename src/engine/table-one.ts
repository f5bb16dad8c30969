import type { Column, Target } from '../data/dataset';
import { withLevels } from '../data/levels';
import { tableOne } from '../evaluate/table-one/table-one';
import type { Grouping, TableOne, TableOneOptions } from '../evaluate/table-one/types';
import { BenchsideError } from '../study/errors';
import type { Study } from '../study/schema';
import type { Ready } from './prepare';

/** More columns than this are no table that a page holds. */
const MOST_GROUPS = 20;

interface Group {
  label: string;
  rows: Uint32Array;
}

const asColumn = ({ kind, classes, y }: Target): Column =>
  kind === 'regression'
    ? { kind: 'num', v: y }
    : {
        kind: 'cat',
        codes: Int32Array.from(y, (c) => (Number.isNaN(c) ? -1 : c)),
        dict: classes,
        ordered: true,
      };

function groupsOf({ parts, target, site }: Ready, by: Grouping, rows: Uint32Array): Group[] {
  switch (by) {
    case 'none':
      return [{ label: '', rows }];
    case 'part':
      return [
        { label: 'development', rows: parts.dev },
        { label: 'test', rows: parts.test },
      ];
    case 'outcome':
      return target.classes.map((label, c) => ({ label, rows: rows.filter((row) => target.y[row] === c) }));
    case 'site':
      // Rows without a site stand last, under no name.
      return [...(site?.dict ?? []), ''].map((label, code, all) => ({
        label,
        rows: rows.filter((row) => site?.codes[row] === (code === all.length - 1 ? -1 : code)),
      }));
  }
}

/**
 * Whether the outcome may be one of the rows: in the parts and in all of them its shares are on the screen of the
 * split anyway; its spread, or its shares by hospital, would be a look into a closed test set.
 */
const tellsOutcome = (by: Grouping, kind: Target['kind'], opened: boolean): boolean =>
  by !== 'outcome' && (opened || (kind !== 'regression' && by !== 'site'));

/**
 * Table 1 of the rows with a known outcome. By outcome it tells of development rows alone until the test set was
 * opened. Features only: no patient, no identifier, no free text, nothing ignored; the hospital as one more row.
 * Throws `tableOne.groups` where there are not two groups, or too many.
 */
export function tableOneOf(
  ready: Ready,
  study: Study,
  opened: boolean,
  by: Grouping,
  options: TableOneOptions,
): TableOne {
  const { parts, target, site } = ready;
  const developmentOnly = by === 'outcome' && !opened;
  // Which levels there are, and in what order, is then told by development rows too.
  const data = developmentOnly ? withLevels(ready.data, ready.levels) : ready.data;
  const rows = developmentOnly ? parts.dev : together(parts.dev, parts.test);
  const groups = groupsOf(ready, by, rows).filter((g) => g.rows.length > 0);
  if (by !== 'none' && (groups.length < 2 || groups.length > MOST_GROUPS))
    throw new BenchsideError('tableOne.groups', { got: groups.length, limit: MOST_GROUPS });

  const hidden = new Set(
    study.columns.filter((c) => c.identifier !== undefined || c.type === 'identifier').map((c) => c.name),
  );
  const columns: [string, Column][] = [];
  const siteName = study.columns.find((c) => c.role === 'site')?.name;
  if (by !== 'site' && site && siteName !== undefined) columns.push([siteName, site]);
  for (const [name, column] of data.cols) if (!hidden.has(name)) columns.push([name, column]);
  if (study.task && tellsOutcome(by, target.kind, opened))
    columns.push([study.task.target, asColumn(target)]);
  return tableOne({ by, columns, groups, unit: data.unit, options, developmentOnly });
}

/** In the order of the file. */
function together(one: Uint32Array, other: Uint32Array): Uint32Array {
  const both = new Uint32Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both.sort();
}
