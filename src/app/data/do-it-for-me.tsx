import { Button, Group, Modal } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Study } from '../../study/schema';
import { useApp } from '../store';
import { familyKey } from '../ui/family-key';
import { formatCount, formatPercent } from '../ui/number';
import { NumberField } from '../ui/number-field';
import classes from './data.module.css';

function validationSentence({ validation }: Study['split'], t: TFunction<['data', 'rooms']>): string {
  switch (validation.kind) {
    case 'kfold':
      return t('doIt.kfold', { k: validation.k });
    case 'holdout':
      return t('doIt.holdout', { percent: formatPercent(validation.share) });
    case 'sites':
      return t('doIt.sites');
    case 'rows':
      return t('doIt.given', { n: formatCount(validation.rows.length) });
  }
}

function testSentence({ split: { test }, data }: Study, t: TFunction<['data', 'rooms']>): string {
  switch (test.kind) {
    case 'holdout':
      return t('doIt.test', { percent: formatPercent(test.share) });
    case 'rows':
      return t('doIt.test', { percent: formatPercent(test.rows.length / (data?.rows ?? 1)) });
    case 'time':
      return t('doIt.testTime', { percent: formatPercent(test.share), name: test.column });
    case 'column':
      return t('doIt.testColumn', { name: test.column });
    case 'sites':
      return t('doIt.testSites');
    case 'kfold':
      return t('doIt.testFolds', { k: test.k, count: test.repeats });
  }
}

/** Each sentence says one thing that will happen, with the study's own settings. */
function usePlan(study: Study | null): string[] {
  const { t } = useTranslation(['data', 'rooms']);
  if (!study?.task) return [];
  const { split, steps, search, columns, task } = study;
  const patient = columns.find((c) => c.role === 'patient');
  const list = (names: string[]) => names.join(', ');
  return [
    testSentence(study, t) + (patient ? ` ${t('doIt.patient', { name: patient.name })}` : ''),
    validationSentence(split, t),
    steps.length > 0
      ? t('doIt.steps', {
          list: steps.map((s) => t(`steps.${s.step}.title`, { ns: 'rooms' })).join(' → '),
        })
      : t('doIt.noSteps'),
    t('doIt.search', {
      count: search.budget.trials,
      list: list(Object.keys(search.space).map((f) => t(familyKey(f, task.kind), { ns: 'rooms' }))),
      strategy: t(`strategies.${search.strategy}.title`, { ns: 'rooms' }),
    }),
    t('doIt.stop'),
  ];
}

interface Props {
  opened: boolean;
  onClose(): void;
}

/** Says what the recommended way will do before it does it, and asks for the time it may take. */
export function DoItForMe({ opened, onClose }: Props) {
  const { t } = useTranslation('data');
  const study = useApp((s) => s.study);
  const edit = useApp((s) => s.edit);
  const doItForMe = useApp((s) => s.doItForMe);
  const plan = usePlan(study);
  if (!study) return null;
  const { budget } = study.search;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('doIt.title')}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <ol className={classes.plan}>
        {plan.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
      <NumberField
        label={t('doIt.minutes')}
        description={t('doIt.minutesHelp')}
        value={budget.minutes}
        low={1}
        high={600}
        integer
        onChange={(minutes) =>
          edit((now) => ({
            ...now,
            search: { ...now.search, budget: { ...now.search.budget, minutes } },
          }))
        }
      />
      <Group justify="flex-end" gap="sm" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('cancel', { ns: 'common' })}
        </Button>
        <Button
          onClick={() => {
            onClose();
            void doItForMe();
          }}
        >
          {t('doIt.start')}
        </Button>
      </Group>
    </Modal>
  );
}
