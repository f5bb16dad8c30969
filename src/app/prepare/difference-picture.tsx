import { useTranslation } from 'react-i18next';
import type { StepComparison } from '../../study/events';
import { formatFixed } from '../ui/number';
import classes from './compare.module.css';

const WIDTH = 280;
const MIDDLE = WIDTH / 2;
const SIDE = MIDDLE - 12;

/** With a sign, so that a gain is told from a loss: `+0.012`. */
export const signed = (value: number): string => (value > 0 ? '+' : '') + formatFixed(value, 3);

/** Whether more of this metric is better. */
export const moreIsBetter = (metric: StepComparison['metric']): boolean => metric === 'auroc';

/** The difference and its 95 % interval on a line through 0, as in a forest plot. */
export function DifferencePicture({ comparison }: { comparison: StepComparison }) {
  const { t } = useTranslation('prepare');
  const { difference, metric } = comparison;
  const { estimate, low, high } = difference;
  const most = Math.max(Math.abs(estimate), Math.abs(low ?? 0), Math.abs(high ?? 0)) || 1;
  const x = (value: number) => MIDDLE + (value / most) * SIDE;
  const [left, right] = moreIsBetter(metric) ? ['worse', 'better'] : ['better', 'worse'];
  const limits = low !== null && high !== null ? { low: signed(low), high: signed(high) } : null;
  return (
    <svg
      className={classes.forest}
      viewBox={`0 0 ${WIDTH} 56`}
      role="img"
      aria-label={t(limits ? 'compare.picture' : 'compare.pictureNoInterval', {
        estimate: signed(estimate),
        ...limits,
      })}
    >
      <path className={classes.zero} d={`M${MIDDLE} 2V36`} />
      <path className={classes.axis} d={`M8 36H${WIDTH - 8}`} />
      {low !== null && high !== null && (
        <path className={classes.interval} d={`M${x(low)} 13V25M${x(low)} 19H${x(high)}M${x(high)} 13V25`} />
      )}
      <rect className={classes.point} x={x(estimate) - 4.5} y={14.5} width={9} height={9} />
      <text x={8} y={51}>
        {`← ${t(`compare.${left}`)}`}
      </text>
      <text x={MIDDLE} y={51} textAnchor="middle">
        0
      </text>
      <text x={WIDTH - 8} y={51} textAnchor="end">
        {`${t(`compare.${right}`)} →`}
      </text>
    </svg>
  );
}
