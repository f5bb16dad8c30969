import { Button, Slider } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Evaluation } from '../../study/events';
import type { Task } from '../../study/schema';
import { formatRisk } from '../ui/number';
import { positionOf } from './at-threshold';
import { useRuleWords } from './rule-words';
import classes from './threshold.module.css';
import type { ThresholdView } from './use-threshold';

interface Props {
  evaluation: Evaluation;
  task: Task;
  view: ThresholdView;
}

/** The threshold in words, and a slider that moves every number and figure below it. */
export function ThresholdBar({ evaluation, task, view }: Props) {
  const { t } = useTranslation('evaluate');
  const ruleWords = useRuleWords();
  const points = evaluation.binary?.points ?? [];
  const reported = formatRisk(view.reported.threshold);
  const current = formatRisk(view.point.threshold);
  // A frozen model brings its threshold along; how it was chosen there is not said again. Before there was a plan, all
  // thresholds were Youden's.
  const source =
    evaluation.scheme === 'external'
      ? t('slider.brought')
      : t('slider.chosen', { rule: ruleWords(evaluation.plan?.threshold ?? { rule: 'youden' }) });
  const at = positionOf(points, view.point.threshold);
  return (
    <section
      className={classes.bar}
      aria-label={t('slider.label')}
      data-exploring={view.exploring || undefined}
      data-testid="threshold"
    >
      <div className={classes.head}>
        <p className={classes.now}>
          <strong>{t('slider.now', { threshold: current })}</strong>{' '}
          <span>
            {t('slider.means', { threshold: current, target: task.target, positive: task.classes[1] })}
          </span>
        </p>
        {view.exploring && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            onClick={view.reset}
          >
            {t('slider.reset', { threshold: reported })}
          </Button>
        )}
      </div>
      {points.length > 1 && (
        <Slider
          size="sm"
          className={classes.slider}
          min={0}
          max={points.length - 1}
          step={1}
          value={Math.round(at)}
          onChange={view.explore}
          label={(index) => formatRisk(points[index]?.threshold ?? 0)}
          marks={[{ value: positionOf(points, view.reported.threshold) }]}
          thumbLabel={t('slider.label')}
          thumbProps={{ 'aria-valuetext': current }}
        />
      )}
      <p className={classes.source} role="status">
        {view.exploring
          ? `${t('slider.exploring', { threshold: reported })}${view.intervals ? '' : ` ${t('slider.noIntervals')}`}`
          : source}
      </p>
    </section>
  );
}
