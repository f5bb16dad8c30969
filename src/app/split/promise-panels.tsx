import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Fold } from '../data/fold';
import { formatCount, formatFixed } from '../ui/number';
import { AUROC_WIDTH } from './size';
import classes from './split.module.css';
import type { ClassPromise as OfClasses, NumberPromise as OfNumber, Promised } from './test-promise';
import { TurnButton } from './turn-button';
import { AUROC_TICKS, Whisker, WhiskerScale } from './whisker';

const R2_TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
const SLOPE_TICKS = [0, 0.5, 1, 1.5, 2];

/** One test part beside everybody in turn, or the latter alone. */
function Both({ of: { now, inTurn }, ticks }: { of: Promised; ticks: number[] }) {
  const { t } = useTranslation('split');
  const line = { from: ticks[0], to: ticks[ticks.length - 1] };
  return (
    <>
      {now && <Whisker name={t('small.now')} of={now} {...line} />}
      <Whisker name={t('small.inTurn')} of={inTurn} {...line} strong />
      <WhiskerScale ticks={ticks} />
    </>
  );
}

/** The frame of both: open, with the way out, where a test would be too imprecise. */
function Precision({ isWide, children }: { isWide: boolean; children: ReactNode }) {
  const { t } = useTranslation('split');
  return (
    <Fold
      title={t('promise.title')}
      summary={t(isWide ? 'promise.wide' : 'promise.narrow')}
      testId="promise"
      open={isWide}
    >
      <div className={classes.promise}>
        {children}
        {isWide && <TurnButton />}
      </div>
    </Fold>
  );
}

/** How precisely predictions of a number will be judged. */
export function NumberPromise({ found, r2, grouped }: { found: OfNumber; r2: number; grouped: boolean }) {
  const { t } = useTranslation('split');
  return (
    <Precision isWide={found.small}>
      <p className={classes.whiskerHead}>{t('promise.r2', { r2: formatFixed(r2, 2) })}</p>
      <Both of={found.r2} ticks={R2_TICKS} />
      <p className={classes.whiskerHead}>{t('promise.slope')}</p>
      <Both of={found.slope} ticks={SLOPE_TICKS} />
      <p className={classes.caption}>
        {t('promise.number', {
          n: formatCount(found.n),
          wanted: formatCount(found.wanted),
          width: formatFixed(AUROC_WIDTH, 1),
        })}
        {grouped && ` ${t('promise.grouped')}`}
      </p>
    </Precision>
  );
}

interface ClassProps {
  found: OfClasses;
  auroc: number;
  grouped: boolean;
  names: readonly string[];
}

/** How precisely each class will be told from the rest. */
export function ClassPromise({ found, auroc, grouped, names }: ClassProps) {
  const { t } = useTranslation('split');
  return (
    <Precision isWide={found.small}>
      <p className={classes.whiskerHead}>
        {t(found.single ? 'promise.classesNow' : 'promise.classes', { auroc: formatFixed(auroc, 2) })}
      </p>
      {found.classes.map(({ index, n, now, inTurn }) => (
        <Whisker
          key={index}
          name={t('promise.class', { name: names[index], n: formatCount(n) })}
          of={found.single ? now : inTurn}
          from={0.5}
          to={1}
          strong={!found.single}
        />
      ))}
      <WhiskerScale ticks={AUROC_TICKS} />
      <p className={classes.caption}>
        {t('promise.macro')}
        {grouped && ` ${t('promise.grouped')}`}
      </p>
    </Precision>
  );
}
