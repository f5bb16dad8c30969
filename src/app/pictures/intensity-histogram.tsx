import { formatValue } from '../ui/number';
import classes from './pictures.module.css';

const [WIDTH, HEIGHT] = [64, 24];

interface Props {
  counts: number[];
  low: number;
  high: number;
  /** In words, for who does not see it. */
  label: string;
  tone: 'before' | 'after';
}

/** How often each intensity occurs, from low to high. Tall as its fullest bin but one: black borders would flatten all others. */
export function IntensityHistogram({ counts, low, high, label, tone }: Props) {
  const sorted = [...counts].sort((a, b) => b - a);
  const top = Math.max(1, sorted[1] ?? sorted[0] ?? 1);
  const step = WIDTH / Math.max(1, counts.length);
  const points = counts.map((count, i) => {
    const y = HEIGHT - HEIGHT * Math.min(1, count / top);
    return `L${i * step} ${y}L${(i + 1) * step} ${y}`;
  });
  return (
    <figure className={classes.histogram}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
        <path d={`M0 ${HEIGHT}${points.join('')}L${WIDTH} ${HEIGHT}Z`} data-tone={tone} />
      </svg>
      <figcaption>
        <span>{formatValue(low)}</span>
        <span>{formatValue(high)}</span>
      </figcaption>
    </figure>
  );
}
