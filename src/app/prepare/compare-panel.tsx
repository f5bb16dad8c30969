import { Button, Group, Loader, Text } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StepComparison } from '../../study/events';
import type { StepPlan } from '../../study/schema';
import { useApp } from '../store';
import { formatCount, formatFixed } from '../ui/number';
import { Problem } from '../ui/problem';
import classes from './compare.module.css';
import { DifferencePicture, moreIsBetter, signed } from './difference-picture';

/** What the step gains: a quick model with it and without it. */
export function ComparePanel({ plan }: { plan: StepPlan }) {
  const { t } = useTranslation('prepare');
  const { stepId, value, error, pending } = useApp((s) => s.comparison);
  const compareStep = useApp((s) => s.compareStep);
  const cancel = useApp((s) => s.cancelComparison);
  const mine = stepId === plan.id;
  return (
    <div className={classes.compare} aria-live="polite" aria-busy={mine && pending}>
      <Group gap="xs">
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconScale size={14} aria-hidden />}
          disabled={mine && pending}
          onClick={() => void compareStep(plan.id)}
        >
          {t('compare.start')}
        </Button>
        {mine && pending && (
          <>
            <Loader size={14} aria-hidden />
            <Text size="xs" c="dimmed">
              {t('compare.running')}
            </Text>
            <Button variant="subtle" size="compact-xs" onClick={cancel}>
              {t('compare.cancel')}
            </Button>
          </>
        )}
      </Group>
      {!mine && (
        <Text size="xs" c="dimmed">
          {t('compare.what')}
        </Text>
      )}
      {mine && error && error.kind !== 'cancelled' && <Problem error={error} />}
      {mine && value && <Result comparison={value} />}
    </div>
  );
}

const NAMED = 5;

function Result({ comparison }: { comparison: StepComparison }) {
  const { t } = useTranslation('prepare');
  const looks = useApp((s) => s.journal.comparisons.length);
  const { metric, difference, leftOut, zeroFilled, rows, patients, folds, sampled } = comparison;
  const { estimate, low, high } = difference;
  const names = (all: string[]) => all.slice(0, NAMED).join(', ') + (all.length > NAMED ? ' …' : '');
  const shown = t(`compare.metric.${metric}`);
  const interval =
    low === null || high === null
      ? t('compare.noInterval')
      : t('compare.interval', { low: signed(low), high: signed(high) });
  return (
    <div data-testid="comparison">
      <dl className={classes.numbers}>
        <div>
          <dt>{t('compare.with', { metric: shown })}</dt>
          <dd>{formatFixed(comparison.with, 3)}</dd>
        </div>
        <div>
          <dt>{t('compare.without')}</dt>
          <dd>{formatFixed(comparison.without, 3)}</dd>
        </div>
        <div>
          <dt>{t('compare.difference')}</dt>
          <dd data-testid="comparison-difference">
            {signed(estimate)}{' '}
            <Text span size="xs" fw={400}>
              {interval}
            </Text>
          </dd>
        </div>
      </dl>
      <DifferencePicture comparison={comparison} />
      <Text size="sm">{t(`compare.verdict.${verdictOf(comparison)}`)}</Text>
      {leftOut.length > 0 && (
        <Text size="xs">{t('compare.leftOut', { count: leftOut.length, names: names(leftOut) })}</Text>
      )}
      {zeroFilled.length > 0 && (
        <Text size="xs">
          {t('compare.zeroFilled', { count: zeroFilled.length, names: names(zeroFilled) })}
        </Text>
      )}
      <Text size="xs" c="dimmed" mt={4}>
        {t(sampled ? 'compare.onSample' : 'compare.onAll', {
          rows: formatCount(rows),
          patients: formatCount(patients),
          folds,
        })}{' '}
        {t('compare.counted', { count: looks })}
      </Text>
    </div>
  );
}

/** What the interval allows to be said. */
function verdictOf({
  metric,
  difference: { low, high },
}: StepComparison): 'unknown' | 'open' | 'better' | 'worse' {
  if (low === null || high === null) return 'unknown';
  if (low <= 0 && high >= 0) return 'open';
  return low > 0 === moreIsBetter(metric) ? 'better' : 'worse';
}
