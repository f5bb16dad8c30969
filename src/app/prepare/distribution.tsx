import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Distribution } from '../../engine/protocol';
import { formatCount, formatValue } from '../ui/number';
import classes from './prepare.module.css';

export type Tone = 'before' | 'after';

interface BarsProps {
  tone: Tone;
  bars: { label: string; count: number; name?: string }[];
  /** The count that is as wide as the figure, where two figures are compared; else the largest. */
  most?: number;
}

/** Counts as horizontal bars. */
export function CountBars({ tone, bars, most: widest }: BarsProps) {
  const most = Math.max(1, widest ?? 0, ...bars.map((b) => b.count));
  return (
    <dl className={classes.bars}>
      {bars.map(({ label, count, name = label }) => (
        <div key={name} className={classes.bar}>
          <dt title={name}>{label}</dt>
          <dd>
            <span className={classes.track} aria-hidden>
              <span
                className={classes.fill}
                data-tone={tone}
                style={{ inlineSize: `${(100 * count) / most}%` }}
              />
            </span>
            <span className={classes.count}>{formatCount(count)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

const HEIGHT = 80;
const BIN = 10;

const DAY_MS = 86_400_000;
const shown = (value: number, dates?: true): string =>
  dates ? new Date(value * DAY_MS).toISOString().slice(0, 10) : formatValue(value);

/** The distribution of one column: a histogram with its range below it, or its levels as bars. */
export function DistributionFigure({ name, of, tone }: { name: string; of: Distribution; tone: Tone }) {
  const { t } = useTranslation('prepare');
  const gaps = of.missing > 0 ? t('figure.missing', { count: of.missing }) : t('figure.complete');
  if (of.kind === 'cat')
    return (
      <figure className={classes.figure}>
        <figcaption>{name}</figcaption>
        <CountBars tone={tone} bars={of.levels} />
        <Text size="xs" c="dimmed">
          {gaps}
        </Text>
      </figure>
    );
  const most = Math.max(1, ...of.histogram);
  const mean = shown(of.mean, of.dates);
  const sd = of.dates ? t('figure.days', { days: formatValue(of.sd) }) : formatValue(of.sd);
  const [min, max] = [shown(of.min, of.dates), shown(of.max, of.dates)];
  if (of.histogram.every((count) => count === 0))
    return (
      <figure className={classes.figure}>
        <figcaption>{name}</figcaption>
        <Text size="xs" c="dimmed">
          {t('figure.nothing')}
        </Text>
      </figure>
    );
  return (
    <figure className={classes.figure}>
      <figcaption>{name}</figcaption>
      <svg
        className={classes.histogram}
        viewBox={`0 0 ${of.histogram.length * BIN} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('figure.histogram', { name, min, max, mean, sd })}
      >
        {of.histogram.map((count, bin) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
            key={bin}
            data-tone={tone}
            x={bin * BIN + 0.5}
            width={BIN - 1}
            y={HEIGHT - (HEIGHT * count) / most}
            height={(HEIGHT * count) / most}
          />
        ))}
      </svg>
      <div className={classes.range} aria-hidden>
        <span>{min}</span>
        <span>{max}</span>
      </div>
      <Text size="xs" c="dimmed">
        {t('figure.summary', { mean, sd })} · {gaps}
      </Text>
    </figure>
  );
}
