import { useTranslation } from 'react-i18next';
import type { TimeSummary } from '../../split/parts';
import { GREY, PART_COLORS } from '../charts/palette';
import { formatCount, formatValue } from '../ui/number';
import classes from './split.module.css';

const PARTS = ['dev', 'test', 'left'] as const;
const COLORS = { dev: PART_COLORS.train, test: PART_COLORS.test, left: GREY };
const DAY = 86_400_000;

interface Props {
  time: TimeSummary;
  column: string;
  /** Whether times are days since 1970. */
  isDate: boolean;
}

/** Rows over time, and where development ends and the test begins. */
export function TimePicture({ time, column, isDate }: Props) {
  const { t } = useTranslation('split');
  const write = (at: number) => (isDate ? new Date(at * DAY).toISOString().slice(0, 10) : formatValue(at));
  const most = Math.max(1, ...time.bins.map((bin) => bin.dev + bin.test + bin.left));
  const total = (part: (typeof PARTS)[number]) =>
    formatCount(time.bins.reduce((sum, bin) => sum + bin[part], 0));
  const cut = write(time.cut);
  const said = t('time.said', { column, cut, before: total('dev'), after: total('test') });
  return (
    <figure className={classes.people} data-testid="time-picture">
      <div className={classes.bins} role="img" aria-label={said}>
        {time.bins.map((bin, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
          <div key={i} className={classes.bin}>
            {PARTS.map((part) => (
              <span key={part} style={{ height: `${(100 * bin[part]) / most}%`, background: COLORS[part] }} />
            ))}
          </div>
        ))}
        <i
          className={classes.cut}
          style={{ left: `${(100 * (time.cut - time.from)) / Math.max(time.to - time.from, 1e-9)}%` }}
        />
      </div>
      <div className={classes.ends}>
        <span>{write(time.from)}</span>
        <span>{write(isDate ? time.to - 1 : time.to)}</span>
      </div>
      <figcaption className={classes.caption}>
        {said} {time.bins.some((bin) => bin.left > 0) && t('time.left', { n: total('left') })}
      </figcaption>
    </figure>
  );
}
