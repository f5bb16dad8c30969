import { NativeSelect, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepPreview } from '../../engine/protocol';
import type { StepPlan } from '../../study/schema';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import { Problem } from '../ui/problem';
import { CountBars, DistributionFigure } from './distribution';
import { afterFigures } from './figures';
import classes from './prepare.module.css';
import { SampleRows } from './sample-rows';

/** Before and after of the open card, on real rows of the training part. */
export function StepPreviewPanel({ plan }: { plan: StepPlan }) {
  const { t } = useTranslation(['prepare', 'rooms']);
  const { value, error, pending } = useApp((s) => s.preview);
  const [chosen, setChosen] = useState<string | null>(null);
  const column = value?.columns.find((c) => c.name === chosen) ?? value?.columns[0];
  const title = t(`steps.${plan.step}.title`, { ns: 'rooms' });

  return (
    <section className={classes.panel} aria-labelledby="prepare-preview" aria-busy={pending}>
      <Title order={2} size="h3" id="prepare-preview">
        {t('preview.title', { step: title })}
      </Title>
      {error && <Problem error={error} />}
      {!error && !value && (
        <Stack gap="xs" aria-hidden>
          <Skeleton height={36} />
          <Skeleton height={120} />
          <Skeleton height={160} />
        </Stack>
      )}
      {!error && value?.outcome && <Outcomes of={value.outcome} />}
      {!error && value && !value.outcome && !column && <Text c="dimmed">{t('preview.nothing')}</Text>}
      {!error && value && column && (
        <>
          <NativeSelect
            label={t('preview.column')}
            description={t('preview.concerned', { count: value.columns.length })}
            value={column.name}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={value.columns.map((c) => c.name)}
          />
          <div className={classes.pair} data-pending={pending || undefined}>
            <div>
              <Title order={3} size="h4">
                {t('preview.before')}
              </Title>
              <DistributionFigure name={column.name} of={column.before} tone="before" />
            </div>
            <After column={column} />
          </div>
          <SampleRows column={column} />
        </>
      )}
      {!error && value && (column || value.outcome) && (
        <Text size="xs" c="dimmed">
          {t(value.sampled ? 'preview.sampled' : 'preview.all', { rows: formatCount(value.rows) })}
        </Text>
      )}
    </section>
  );
}

/** A step that takes other rows leaves the columns alone: what it changes is how many rows each class has. */
function Outcomes({ of }: { of: NonNullable<StepPreview['outcome']> }) {
  const { t } = useTranslation('prepare');
  if (of.length === 0) return <Text c="dimmed">{t('preview.noClasses')}</Text>;
  const most = Math.max(...of.flatMap(({ before, after }) => [before, after]));
  return (
    <>
      <div className={classes.pair}>
        {(['before', 'after'] as const).map((tone) => (
          <div key={tone}>
            <Title order={3} size="h4">
              {t(`preview.${tone}`)}
            </Title>
            <figure className={classes.figure}>
              <figcaption>{t('figure.classes')}</figcaption>
              <CountBars
                tone={tone}
                most={most}
                bars={of.map((level) => ({ label: level.label, count: level[tone] }))}
              />
            </figure>
          </div>
        ))}
      </div>
      <Text size="sm">{t('preview.trainingOnly')}</Text>
    </>
  );
}

function After({ column }: { column: Parameters<typeof afterFigures>[0] }) {
  const { t } = useTranslation('prepare');
  const { distributions, ones } = afterFigures(column);
  return (
    <div>
      <Title order={3} size="h4">
        {t('preview.after')}
      </Title>
      {distributions.map((d) => (
        <DistributionFigure key={d.name} name={d.name} of={d} tone="after" />
      ))}
      {ones.length > 0 && (
        <figure className={classes.figure}>
          <figcaption>{t('figure.ones', { count: ones.length })}</figcaption>
          <CountBars tone="after" bars={ones} />
        </figure>
      )}
      {column.after.length === 0 && <Text c="dimmed">{t('preview.gone')}</Text>}
    </div>
  );
}
