import type { CatColumn, Dataset, Table } from '../data/dataset';
import { asCategories } from '../data/typed-column';
import type { Spellings } from '../export/told';
import { FEWEST_PATIENTS } from '../prep/rare-levels';
import type { Study } from '../study/schema';

/** Texts of a column that one to four patients have in the rows that count. */
export function fewPatients(
  { codes, dict }: CatColumn,
  unit: ArrayLike<number>,
  counts: (row: number) => boolean = () => true,
): ReadonlySet<string> {
  const seen = dict.map(() => new Set<number>());
  codes.forEach((code, row) => {
    if (code >= 0 && seen[code].size < FEWEST_PATIENTS && counts(row)) seen[code].add(unit[row]);
  });
  return new Set(dict.filter((_, code) => seen[code].size > 0 && seen[code].size < FEWEST_PATIENTS));
}

/**
 * How few patients write a level in a way of their own: of columns in which spellings were made one, the texts as they
 * stand in cells; of several hospitals, the common levels that few patients of that hospital have, as the hospital's own
 * words for them are in no table any more.
 */
export function spellingsIn(
  table: Table,
  { columns, sources }: Pick<Study, 'columns' | 'sources'>,
  { unit }: Pick<Dataset, 'unit'>,
  site: CatColumn | null,
): Spellings {
  const read = new Map(table.columns.map(({ name, column }) => [name, column]));
  const few = (name: string, counts: (row: number) => boolean) => {
    const column = read.get(name);
    return column ? fewPatients(asCategories(column), unit, counts) : new Set<string>();
  };
  return {
    columns: new Map(columns.flatMap(({ name, same }) => (same ? [[name, few(name, () => true)]] : []))),
    hospitals: new Map(
      sources.map((source) => {
        const code = site ? site.dict.indexOf(source.site) : -1;
        const mapped = source.columns.filter(({ levels }) => levels);
        return [
          source.site,
          new Map(mapped.map(({ to }) => [to, few(to, (row) => site === null || site.codes[row] === code)])),
        ];
      }),
    ),
  };
}
