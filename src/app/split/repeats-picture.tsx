import { useTranslation } from 'react-i18next';
import type { SplitSummary } from '../../split/parts';
import { PART_COLORS } from '../charts/palette';
import { formatCount } from '../ui/number';
import classes from './split.module.css';

const STEP = 22;
const R = 9;

/** A few people and the fold that each validates in, a line a repeat: the same people are dealt out anew. */
export function RepeatsPicture({ summary }: { summary: SplitSummary }) {
  const { t } = useTranslation('split');
  const { repeats = [], rounds } = summary;
  if (repeats.length < 2) return null;
  return (
    <figure className={classes.people} data-testid="repeats">
      <svg
        width={repeats[0].length * STEP}
        height={repeats.length * STEP}
        role="img"
        aria-label={repeats
          .map((folds, at) => t('repeats.said', { number: at + 1, folds: folds.join(', ') }))
          .join('; ')}
      >
        {repeats.flatMap((folds, repeat) =>
          folds.map((fold, person) => (
            <g
              // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its place
              key={`${repeat} ${person}`}
              transform={`translate(${(person + 0.5) * STEP} ${(repeat + 0.5) * STEP})`}
            >
              <circle
                r={R}
                fill={PART_COLORS.valid}
                fillOpacity={fold / (2 * rounds.length)}
                stroke={PART_COLORS.valid}
              />
              <text textAnchor="middle" dominantBaseline="central" fontSize={11} fill="currentColor">
                {fold}
              </text>
            </g>
          )),
        )}
      </svg>
      <figcaption className={classes.caption}>
        {t('repeats.caption', { count: repeats[0].length, n: formatCount(repeats.length) })}
      </figcaption>
    </figure>
  );
}
