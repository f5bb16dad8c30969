import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { handLeft } from '../../../engine/budget';
import { familiesFor, familyByName } from '../../../models/index';
import { leaderboard } from '../../../study/journal-state';
import { invalidParam } from '../../../study/params';
import { useApp } from '../../store';
import { familyKey } from '../../ui/family-key';
import { formatFixed, formatValue } from '../../ui/number';
import { ParamForm } from '../../ui/param-form';
import classes from './control.module.css';
import { firstInvalid } from './first-invalid';
import { configOf, firstTrial, sameAmong, valuesOf } from './hand-config';

const DEFAULTS = 'defaults';

/** A configuration by hand, filled in from the best trial or from a chosen one. */
export function HandForm({ onCancel, onQueued }: { onCancel?(): void; onQueued?(): void }) {
  const { t } = useTranslation(['train-control', 'rooms', 'common']);
  const journal = useApp((s) => s.journal);
  const study = useApp((s) => s.journal.study);
  const queueTrial = useApp((s) => s.queueTrial);
  const metric = study?.search.metric ?? 'auroc';
  const ranked = leaderboard(journal.trials, metric);
  const families = familiesFor(study?.images ? 'picture' : 'table');
  const [start] = useState(() => {
    const best = firstTrial(ranked);
    const first = Object.keys(study?.search.space ?? {})[0] ?? families[0].name;
    const family = familyByName(best?.config.family ?? first);
    return {
      family: family.name,
      from: best ? String(best.trial) : DEFAULTS,
      values: valuesOf(family, best?.config),
    };
  });
  const [draft, setDraft] = useState(start);
  const family = familyByName(draft.family);
  const own = ranked.filter(({ config }) => config.family === family.name);

  const begin = (name: string, from: string) => {
    const chosen = ranked.find(({ trial }) => String(trial) === from);
    setDraft({ family: name, from, values: valuesOf(familyByName(name), chosen?.config) });
  };
  const tried = sameAmong(family, draft.values, journal.trials);
  const waits = sameAmong(
    family,
    draft.values,
    handLeft(journal).map((config) => ({ config })),
  );
  const invalid = family.params.some((param) => invalidParam(param, draft.values[param.key]));
  const hint = tried ? t('hand.tried', { number: tried.trial + 1 }) : waits ? t('hand.waiting') : '';

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // What a field marks as wrong it has not taken over: the value behind it is an older one.
    if (firstInvalid(event.currentTarget) || hint || invalid) return;
    void queueTrial(configOf(family, draft.values, study?.search.space ?? {}));
    onQueued?.();
  };
  const score = (value: number) => (metric === 'rmse' ? formatValue(value) : formatFixed(value, 3));
  return (
    <form onSubmit={submit} className={classes.form} noValidate>
      <div className={classes.fields}>
        <NativeSelect
          label={t('hand.model')}
          value={family.name}
          onChange={({ currentTarget: { value } }) =>
            begin(value, String(firstTrial(ranked, value)?.trial ?? DEFAULTS))
          }
          data={families.map(({ name }) => ({
            value: name,
            label: t(familyKey(name, study?.task?.kind), { ns: 'rooms' }),
          }))}
        />
        <NativeSelect
          label={t('hand.begin')}
          value={draft.from}
          onChange={({ currentTarget: { value } }) => begin(family.name, value)}
          data={[
            ...own.map(({ trial, score: of }) => ({
              value: String(trial),
              label: t(trial === ranked[0]?.trial ? 'hand.best' : 'hand.trial', {
                number: trial + 1,
                score: score(of?.metric ?? Number.NaN),
              }),
            })),
            { value: DEFAULTS, label: t('hand.defaults') },
          ]}
        />
      </div>
      <div className={classes.params}>
        <ParamForm
          // Another beginning leaves no half-written number behind.
          key={`${family.name} ${draft.from}`}
          owner={family.name}
          params={family.params}
          values={draft.values}
          onChange={(values) => setDraft({ ...draft, values })}
        />
      </div>
      <Group justify="flex-end" gap="sm" className={classes.actions}>
        <Text size="sm" c="dimmed" role="status">
          {hint}
        </Text>
        {onCancel && (
          <Button variant="default" onClick={onCancel}>
            {t('cancel', { ns: 'common' })}
          </Button>
        )}
        {/* Never disabled: a number is taken over as its field is left, which may be by this very click. */}
        <Button type="submit">{t('hand.confirm')}</Button>
      </Group>
    </form>
  );
}
