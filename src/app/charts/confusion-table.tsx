import type { CSSProperties } from 'react';
import { formatCount, formatPercent } from '../ui/number';
import { ScrollRegion } from '../ui/scroll-region';
import classes from './confusion-table.module.css';

interface ConfusionTableProps {
  caption: string;
  observed: string;
  predicted: string;
  total: string;
  /** In the order of the counts, as a reader is to see them. */
  names: string[];
  /** Rows are the truth, columns what the model said. */
  counts: number[][];
}

/** Counts with their share of the row, the more the deeper; the right ones are framed, so that grey suffices. */
export function ConfusionTable({ caption, observed, predicted, total, names, counts }: ConfusionTableProps) {
  return (
    <ScrollRegion className={classes.scroll} label={caption}>
      <table className={classes.table}>
        <thead>
          <tr>
            <td />
            <th colSpan={names.length} scope="colgroup" className={classes.side}>
              {predicted}
            </th>
            <td />
          </tr>
          <tr>
            <th scope="col" className={classes.side}>
              {observed}
            </th>
            {names.map((name) => (
              <th key={name} scope="col" className={classes.name}>
                {name}
              </th>
            ))}
            <th scope="col" className={classes.side}>
              {total}
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.map((row, i) => {
            const all = row.reduce((sum, count) => sum + count, 0);
            return (
              <tr key={names[i]}>
                <th scope="row" className={classes.name}>
                  {names[i]}
                </th>
                {row.map((count, j) => {
                  const share = all ? count / all : 0;
                  return (
                    <td
                      key={names[j]}
                      className={classes.cell}
                      data-right={i === j || undefined}
                      style={{ '--depth': `${Math.round(share * 45)}%` } as CSSProperties}
                    >
                      <span className={classes.count}>{formatCount(count)}</span>
                      <span className={classes.share}>{all ? formatPercent(share) : '–'}</span>
                    </td>
                  );
                })}
                <td className={classes.total}>{formatCount(all)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
