import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DotArray } from '../charts/dot-array';
import { PART_COLORS } from '../charts/palette';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import { EnsembleCard } from './ensemble-card';
import classes from './evaluate.module.css';
import { NetworkCard } from './network-card';
import { OuterSentence } from './outer-sentence';
import { PlanCard } from './plan-card';
import type { OuterWork, Winner } from './result-state';
import { WinnerCard } from './winner-card';

interface Props {
  winner: Winner;
  opened: number;
  outer: OuterWork | null;
}

/** Before the test set is opened: who won, and who waits behind the lock. */
export function Locked({ winner, opened, outer }: Props) {
  const { t } = useTranslation('evaluate');
  const split = useApp((s) => s.split.value);
  const test = split?.parts.find((p) => p.part === 'test');
  const all = split?.parts.reduce((sum, p) => sum + p.rows, 0) ?? 0;
  return (
    <>
      <div className={classes.pair}>
        <WinnerCard trial={winner.trial} study={winner.study} members={winner.members} />
        <section className={classes.card} aria-labelledby="locked-title">
          <h2 id="locked-title" className={classes.cardTitle}>
            {!outer && <IconLock size={18} aria-hidden />}
            {t(outer ? `nested.${outer.kind}.title` : 'locked.title')}
          </h2>
          {!outer && test && all > 0 && (
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
          <p className={classes.note}>{outer ? <OuterSentence outer={outer} /> : t('locked.text')}</p>
          <p className={classes.note} data-testid="times-opened">
            {t(outer ? 'nested.times' : 'opened', { count: opened })}
          </p>
        </section>
      </div>
      <NetworkCard trial={winner.trial} together={winner.members.length > 1} />
      <EnsembleCard opened={opened > 0} />
      {winner.study.task && <PlanCard task={winner.study.task} opened={opened > 0} />}
    </>
  );
}
