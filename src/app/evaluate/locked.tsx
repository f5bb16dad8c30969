import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DotArray } from '../charts/dot-array';
import { PART_COLORS } from '../charts/palette';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import classes from './evaluate.module.css';
import type { Winner } from './result-state';
import { WinnerCard } from './winner-card';

/** Before the test set is opened: who won, and who waits behind the lock. */
export function Locked({ winner, opened }: { winner: Winner; opened: number }) {
  const { t } = useTranslation('evaluate');
  const split = useApp((s) => s.split.value);
  const test = split?.parts.find((p) => p.part === 'test');
  const all = split?.parts.reduce((sum, p) => sum + p.rows, 0) ?? 0;
  return (
    <div className={classes.pair}>
      <WinnerCard trial={winner.trial} study={winner.study} />
      <section className={classes.card} aria-labelledby="locked-title">
        <h2 id="locked-title" className={classes.cardTitle}>
          <IconLock size={18} aria-hidden />
          {t('locked.title')}
        </h2>
        {test && all > 0 && (
          <div className={classes.people}>
            <DotArray filled={Math.round((100 * test.rows) / all)} color={PART_COLORS.test} />
            <p className={classes.big}>
              {test.patients < test.rows
                ? t('locked.patientsAndRows', {
                    patients: formatCount(test.patients),
                    rows: formatCount(test.rows),
                    all: formatCount(all),
                  })
                : t('locked.patients', { patients: formatCount(test.rows), all: formatCount(all) })}
            </p>
          </div>
        )}
        <p className={classes.note}>{t('locked.text')}</p>
        <p className={classes.note} data-testid="times-opened">
          {t('opened', { count: opened })}
        </p>
      </section>
    </div>
  );
}
