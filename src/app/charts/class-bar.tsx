import { formatCount, formatPercent } from '../ui/number';
import classes from './class-bar.module.css';
import { seriesColor } from './palette';

interface Props {
  /** In the order of the task, which is the order of the colours. */
  classes: { label: string; count: number }[];
  /** What is counted. */
  label: string;
  /** Narrow places get the bar without the list of names. */
  bare?: boolean;
}

const MOST = 8;

/** Shares of the classes as one bar, with counts in words below. */
export function ClassBar({ classes: list, label, bare }: Props) {
  const total = Math.max(
    1,
    list.reduce((sum, c) => sum + c.count, 0),
  );
  const said = list.map((c) => `${c.label}: ${formatCount(c.count)} (${formatPercent(c.count / total)})`);
  return (
    <figure className={classes.figure} aria-label={`${label}. ${said.join(', ')}`}>
      <div className={classes.bar} aria-hidden>
        {list.map((c, i) => (
          <span key={c.label} style={{ flexGrow: c.count, background: seriesColor(i) }} />
        ))}
      </div>
      {!bare && (
        <figcaption className={classes.names}>
          {list.slice(0, MOST).map((c, i) => (
            <span key={c.label}>
              <i style={{ background: seriesColor(i) }} aria-hidden />
              {said[i]}
            </span>
          ))}
          {list.length > MOST && <span>+{formatCount(list.length - MOST)}</span>}
        </figcaption>
      )}
    </figure>
  );
}
