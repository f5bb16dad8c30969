import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { followUpOf, type HorizonCounts, withHorizon } from '../../data/survival';
import type { Study } from '../../study/schema';
import { useApp } from '../store';
import { theEngine } from '../store/engine';
import { Notice } from '../ui/notice';
import { formatCount, formatValue } from '../ui/number';
import { NumberField } from '../ui/number-field';
import classes from './quality.module.css';

/** What the horizon makes of the rows; null until it is counted. */
function useHorizonCounts(study: Study, time: string, horizon: number): HorizonCounts | null {
  const { columns, task } = study;
  const key = JSON.stringify([study.id, time, horizon, task?.classes, columns.find((c) => c.name === time)]);
  const [answer, setAnswer] = useState<{ key: string; counts: HorizonCounts } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted again where what is counted changed
  useEffect(() => {
    let left = false;
    theEngine()
      .call('horizon', { study, time, horizon })
      .then(
        (counts) => !left && setAnswer({ key, counts }),
        () => !left && setAnswer(null),
      );
    return () => {
      left = true;
    };
  }, [key]);
  return answer?.key === key ? answer.counts : null;
}

function HorizonForm({
  study,
  time,
  median,
  max,
}: {
  study: Study;
  time: string;
  median: number;
  max: number;
}) {
  const { t } = useTranslation('question');
  const edit = useApp((s) => s.edit);
  const { task } = study;
  const set = task?.survival;
  const [wanted, setWanted] = useState(set?.horizon ?? Math.round(median));
  const horizon = set?.horizon ?? wanted;
  const counts = useHorizonCounts(study, time, horizon);
  const put = (next: number | null) =>
    edit((now) =>
      now.task
        ? {
            ...now,
            task: withHorizon(now.task, time, next),
            // Kept, and a feature of nothing: without it nobody could tell who was followed for long enough.
            columns: now.columns.map((c) => {
              if (c.name === time) return { ...c, role: 'time' as const, known: 'no' as const };
              return c.role === 'time' ? { ...c, role: 'ignore' as const } : c;
            }),
          }
        : now,
    );
  return (
    <Notice tone={set ? 'info' : 'warn'} title={t('horizonPanel.title', { time })}>
      <p className={classes.lead}>{t(set ? 'horizonPanel.isSet' : 'horizonPanel.why')}</p>
      <div className={classes.horizon}>
        <NumberField
          label={t('horizonPanel.label', { time })}
          description={t('horizonPanel.help', { median: formatValue(median), max: formatValue(max) })}
          value={horizon}
          low={0.1}
          high={max}
          onChange={(next) => (set ? put(next) : setWanted(next))}
        />
        {set ? (
          <Button variant="default" onClick={() => put(null)}>
            {t('horizonPanel.without')}
          </Button>
        ) : (
          <Button onClick={() => put(wanted)}>{t('horizonPanel.use')}</Button>
        )}
      </div>
      {counts && (
        <p className={classes.lead} data-testid="horizon-counts">
          {t('horizonPanel.counts', {
            horizon: formatValue(horizon),
            events: formatCount(counts.events),
            nonEvents: formatCount(counts.nonEvents),
            censored: formatCount(counts.censored),
            missing: formatCount(counts.missing),
          })}
        </p>
      )}
    </Notice>
  );
}

/** For an outcome of two values with a time of follow-up: asks until when, and says who is left out then. */
export function HorizonPanel() {
  const study = useApp((s) => s.study);
  const profile = useApp((s) => s.profile);
  if (study?.task?.kind !== 'binary') return null;
  const time = study.task.survival?.time ?? followUpOf(profile, study.task.target);
  const about = profile.find((p) => p.name === time)?.numeric;
  if (!time || !about) return null;
  return (
    <HorizonForm
      key={`${study.id} ${study.task.target} ${time}`}
      study={study}
      time={time}
      median={about.median}
      max={about.max}
    />
  );
}
