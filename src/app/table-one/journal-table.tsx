import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import { ScrollRegion } from '../ui/scroll-region';
import type { PrintedTable } from './print';
import classes from './table-one.module.css';

type Numeric = NonNullable<PrintedTable['rows'][number]['numeric']>;

/** What is said of a number; the choice of one variable changes no other. */
function Statistic({ name, kind }: Numeric) {
  const { t } = useTranslation('table-one');
  const { means, medians } = useApp((s) => s.tableOneOptions);
  const change = useApp((s) => s.setTableOne);
  const choose = (wanted: string) => {
    const without = (list: string[]) => list.filter((other) => other !== name);
    change({
      means: wanted === 'mean' ? [...without(means), name] : without(means),
      medians: wanted === 'median' ? [...without(medians), name] : without(medians),
    });
  };
  return (
    <span className={classes.name}>
      <span>{name}</span>
      <select
        className={classes.statistic}
        aria-label={t('statistic.label', { name })}
        value={kind}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="mean">{t('statistic.mean')}</option>
        <option value="median">{t('statistic.median')}</option>
      </select>
    </span>
  );
}

/** The table as a journal prints it: horizontal rules only, digits of one width. */
export function JournalTable({ table, pending }: { table: PrintedTable; pending: boolean }) {
  return (
    <div className={classes.sheet} data-pending={pending} aria-busy={pending}>
      <h2 className={classes.title}>{table.title}</h2>
      <ScrollRegion className={classes.scroller} label={table.title}>
        <table className={classes.table} data-testid="table-one">
          <thead>
            <tr>
              {table.head.map((text, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two groups may be called the same, none moves
                <th key={i} scope="col">
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ cells: [heading, ...cells], indented, numeric }, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a level may be called like a variable, none moves
              <tr key={row} data-indented={indented}>
                <th scope="row">{numeric ? <Statistic {...numeric} /> : heading}</th>
                {cells.map((text, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: equal cells stand side by side
                  <td key={i}>{text}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <ul className={classes.notes}>
        {table.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </div>
  );
}
