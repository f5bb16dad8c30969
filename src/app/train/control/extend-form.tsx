import { Button, Group, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { budgetEnd, sinceBest, spentOf } from '../../../engine/budget';
import { isSettled } from '../../../study/journal-state';
import type { Budget } from '../../../study/schema';
import { useUnits } from '../../i18n/units';
import { useApp } from '../../store';
import type { AppState } from '../../store/types';
import { Notice } from '../../ui/notice';
import { BudgetFields } from '../budget-fields';
import classes from './control.module.css';
import { firstInvalid } from './first-invalid';

/** Twice of what is used up: what is not stays. */
function proposed(journal: AppState['journal'], budget: Budget, done: number): Budget {
  const { trials, minutes, noGain } = budget;
  const since = sinceBest(journal);
  return {
    trials: done >= trials || done === journal.planned ? Math.max(trials, done) * 2 : trials,
    minutes: spentOf(journal) >= minutes * 60 ? minutes * 2 : minutes,
    ...(noGain && { noGain: since >= noGain ? since * 2 : noGain }),
  };
}

/** A larger budget for the newest search, with what that means where the test set was opened. */
export function ExtendForm({ onClose }: { onClose(): void }) {
  const { t } = useTranslation(['train-control', 'common']);
  const { duration } = useUnits();
  const journal = useApp((s) => s.journal);
  const extendSearch = useApp((s) => s.extendSearch);
  const now = journal.study?.search.budget ?? { trials: 0, minutes: 0 };
  const done = journal.trials.filter((trial) => trial.search === journal.search && isSettled(trial)).length;
  const [budget, setBudget] = useState(() => proposed(journal, now, done));
  const active = journal.phase === 'running' || journal.phase === 'paused';
  const end =
    journal.study &&
    budgetEnd({ ...journal, study: { ...journal.study, search: { ...journal.study.search, budget } } });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (firstInvalid(event.currentTarget) || end) return;
    void extendSearch(budget);
    onClose();
  };
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      <Text size="sm">
        {t('extend.done', { count: done, time: duration(spentOf(journal)) })} {t('extend.same')}
      </Text>
      <div className={classes.fields}>
        <BudgetFields
          budget={budget}
          trialsHelp={t('extend.trialsHelp')}
          minutesHelp={t('extend.minutesHelp')}
          fewest={1}
          onChange={setBudget}
        />
      </div>
      {journal.testOpened > 0 && (
        <Notice tone="warn" title={t('extend.opened', { count: journal.testOpened })}>
          {t('extend.openedText')}
        </Notice>
      )}
      <Group justify="flex-end" gap="sm" className={classes.actions}>
        <Text size="sm" c="dimmed" role="status">
          {end && t(end === 'noGain' ? 'extend.noGain' : 'extend.usedUp')}
        </Text>
        <Button variant="default" onClick={onClose}>
          {t('cancel', { ns: 'common' })}
        </Button>
        {/* Never disabled: a number is taken over as its field is left, which may be by this very click. */}
        <Button type="submit">{t(active ? 'extend.confirm' : 'extend.confirmOn')}</Button>
      </Group>
    </form>
  );
}
