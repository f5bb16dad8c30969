import classes from './use.module.css';

/** A share of 1 as a bar, with a mark where the threshold is. The number stands beside it in words. */
export function ProbabilityBar({ share, mark }: { share: number; mark?: number }) {
  return (
    <div className={classes.bar} aria-hidden="true">
      <div className={classes.fill} style={{ width: `${100 * share}%` }} />
      {mark !== undefined && <div className={classes.mark} style={{ left: `${100 * Math.min(1, mark)}%` }} />}
    </div>
  );
}
