import { Anchor, Progress, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { handWaiting, isYourTurn } from '../../engine/budget';
import { treesOfConfig } from '../../models/grown';
import { familyByName } from '../../models/index';
import type { JournalState } from '../../study/journal-state';
import { lengthOf } from '../../train/length';
import { useUnits } from '../i18n/units';
import { useApp } from '../store';
import { formatCount, formatFixed } from '../ui/number';
import classes from './train.module.css';
import { usePace } from './use-pace';

/** Epochs at most of the trial in work. */
function epochsAtWork({ study, trials }: JournalState): number {
  const running = trials.find(({ state }) => state === 'running');
  if (!study || !running) return study?.training.maxEpochs ?? 0;
  const { solved, holdsRows } = familyByName(running.config.family);
  if (solved || holdsRows) return 1;
  return lengthOf(treesOfConfig(running.config) ?? {}, study.training).maxEpochs;
}

/** How far the search is: trial, epoch, rate, time left, time spent, and what computes; beside it what can be done. */
export function StatusLine({ controls }: { controls: ReactNode }) {
  const { t } = useTranslation(['train', 'frame', 'train-control']);
  const phase = useApp((s) => s.journal.phase);
  const backend = useApp((s) => s.journal.backend);
  const adapter = useApp((s) => s.journal.adapter);
  const maxEpochs = useApp((s) => epochsAtWork(s.journal));
  const turn = useApp((s) => isYourTurn(s.journal));
  const ended = useApp((s) => s.journal.ended);
  const noGain = useApp((s) => s.journal.study?.search.budget.noGain);
  const byHand = useApp((s) => handWaiting(s.journal));
  const pace = usePace();
  const active = phase === 'running' || phase === 'paused';
  const { duration } = useUnits();
  const facts: [string, string][] = [];
  if (active) {
    facts.push([
      t('status.trial'),
      pace.atOnce > 1
        ? t('status.atOnce', { count: pace.atOnce })
        : t('status.trialOf', {
            done: formatCount(pace.current?.number ?? pace.settled),
            planned: formatCount(pace.planned),
          }),
    ]);
  }
  // Nothing is computed, and how long it will be is the user's to say.
  if (active && !turn) {
    const epoch = pace.current?.epoch ?? 0;
    if (pace.atOnce <= 1) facts.push([t('status.epoch'), t('status.epochOf', { epoch, max: maxEpochs })]);
    facts.push([
      t('status.rate'),
      pace.rate === null ? '–' : t('status.perSecond', { rate: formatRate(pace.rate) }),
    ]);
    facts.push([
      t('status.left'),
      pace.left === null ? '–' : t('status.about', { time: duration(pace.left) }),
    ]);
  }
  return (
    <div className={classes.status}>
      <div className={classes.statusHead}>
        <Text role="status" fw={600} size="sm" data-testid="search-phase" data-phase={phase}>
          {turn ? t('turn.phase', { ns: 'train-control' }) : t(`phase.${phase}`)}
          {phase === 'finished' && ended && (
            <Text span size="sm" c="dimmed" ml={8}>
              {t(`ended.${ended}`, { ns: 'train-control', count: noGain })}
            </Text>
          )}
          {active && byHand > 0 && (
            <Text span size="sm" c="dimmed" ml={8}>
              {t('turn.waiting', { ns: 'train-control', count: byHand })}
            </Text>
          )}
        </Text>
        {controls}
      </div>
      <div className={classes.budget}>
        <Used
          name={t('status.trials')}
          text={t('status.used', {
            used: formatCount(pace.settled),
            budget: formatCount(pace.planned),
          })}
          share={pace.settled / pace.planned}
        />
        <Used
          name={t('status.minutes')}
          text={t('status.used', { used: duration(pace.elapsed), budget: duration(pace.allowed) })}
          share={pace.elapsed / pace.allowed}
        />
      </div>
      <dl className={classes.facts} data-testid="search-status">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {backend && (
          <div>
            <dt>{t('status.backend')}</dt>
            <dd>
              {[t(`backend.names.${backend}`, { ns: 'frame' }), adapter].filter(Boolean).join(' · ')}{' '}
              {!active && (
                <Anchor component="button" type="button" size="xs" onClick={showBackendChoice}>
                  {t('status.change')}
                </Anchor>
              )}
            </dd>
          </div>
        )}
      </dl>
    </div>
  );
}

/** How much of one part of the budget is gone; the search ends when the first of them is. */
function Used({ name, text, share }: { name: string; text: string; share: number }) {
  return (
    <div>
      <div className={classes.budgetText}>
        <span>{name}</span>
        <span>{text}</span>
      </div>
      <Progress size="sm" value={Number.isFinite(share) ? Math.min(100, 100 * share) : 0} aria-label={name} />
    </div>
  );
}

/** Digits that say something about a pace that is measured over a second or two. */
const formatRate = (perSecond: number): string => formatFixed(perSecond, perSecond < 10 ? 1 : 0);

/** The id of the folded settings. */
export const FOLDED_SETUP = 'folded-setup';

/** Opens the settings where they are folded, and brings the choice into view once it is drawn. */
export function showBackendChoice(): void {
  const show = () => {
    const place = document.getElementById('backend-choice');
    place?.scrollIntoView({ block: 'center' });
    place?.querySelector('select')?.focus();
  };
  const folded = document.getElementById(FOLDED_SETUP);
  if (!folded || folded.hasAttribute('open')) {
    show();
    return;
  }
  folded.addEventListener('toggle', () => requestAnimationFrame(show), { once: true });
  folded.setAttribute('open', '');
}
