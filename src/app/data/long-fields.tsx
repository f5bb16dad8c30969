import { Chip, Group, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { JoinAnswer } from '../../engine/protocol';
import type { JoinPlan } from '../../study/schema';
import { useApp } from '../store';
import { Notice } from '../ui/notice';
import { formatCount } from '../ui/number';
import { NumberField } from '../ui/number-field';
import classes from './join.module.css';

type Long = NonNullable<JoinPlan['long']>;
type Aggregate = Long['concepts'][number]['aggregates'][number];
const AGGREGATES: readonly Aggregate[] = ['first', 'last', 'mean', 'min', 'max', 'count'];
/** In days; beyond a person's life. */
const MOST_DAYS = 40_000;
/** What a window is at first. */
const BEFORE_DAYS = -365;

/** How a table of one row a measurement becomes one row a patient. */
export function LongFields({ answer, long }: { answer: JoinAnswer; long: Long }) {
  const { t } = useTranslation('join');
  const editJoin = useApp((s) => s.editJoin);
  const edit = (change: (long: Long) => Long) =>
    void editJoin((plan) => (plan.long ? { ...plan, long: change(plan.long) } : plan));
  const chosen = new Set(long.concepts.map(({ concept }) => concept));
  const aggregates = AGGREGATES.filter((a) => long.concepts.some((c) => c.aggregates.includes(a)));
  const { window, date } = long;
  const choose = (concepts: string[], wanted: readonly Aggregate[]) =>
    edit((now) => ({ ...now, concepts: concepts.map((concept) => ({ concept, aggregates: [...wanted] })) }));
  const setWindow = (index: string) =>
    edit(({ window: old, ...rest }) =>
      index === '' ? rest : { ...rest, window: { from: BEFORE_DAYS, to: 0, ...old, index } },
    );
  const late = !window ? 'all' : window.to > 0 ? 'after' : null;
  return (
    <>
      <div className={classes.fields}>
        {(['concept', 'value'] as const).map((part) => (
          <NativeSelect
            key={part}
            label={t(`column.${part}`)}
            value={long[part]}
            data={answer.right}
            onChange={(event) => {
              const name = event.currentTarget.value;
              edit((now) => ({ ...now, [part]: name }));
            }}
          />
        ))}
        <NativeSelect
          label={t('column.date')}
          value={date ?? ''}
          data={[{ value: '', label: t('column.none') }, ...answer.right]}
          onChange={(event) => {
            const name = event.currentTarget.value;
            edit(({ date: _, ...rest }) => (name === '' ? rest : { ...rest, date: name }));
          }}
        />
        <NativeSelect
          label={t('window.index')}
          value={window?.index ?? ''}
          data={[{ value: '', label: t('window.none') }, ...answer.dates]}
          onChange={(event) => setWindow(event.currentTarget.value)}
        />
        {window &&
          (['from', 'to'] as const).map((end) => (
            <NumberField
              key={end}
              label={t(`window.${end}`)}
              value={window[end]}
              low={end === 'from' ? -MOST_DAYS : window.from}
              high={end === 'from' ? window.to : MOST_DAYS}
              integer
              onChange={(days) => edit((now) => ({ ...now, window: { ...window, [end]: days } }))}
            />
          ))}
      </div>
      {late && (
        <Notice tone="warn" title={t('late.title')}>
          {t(`late.${late}`, { count: window?.to ?? 0 })}
        </Notice>
      )}
      <fieldset className={classes.chips}>
        <legend>{t('concepts')}</legend>
        <Chip.Group
          multiple
          value={[...chosen]}
          onChange={(concepts) => choose(concepts, aggregates.length > 0 ? aggregates : ['last'])}
        >
          <Group gap="xs">
            {answer.concepts.map(({ name, count }) => (
              <Chip key={name} value={name} size="xs" variant="outline">
                {t('concept', { name, n: formatCount(count) })}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </fieldset>
      <fieldset className={classes.chips}>
        <legend>{t('aggregates')}</legend>
        <Chip.Group
          multiple
          value={aggregates}
          onChange={(wanted) => {
            const kept = AGGREGATES.filter((a) => wanted.includes(a));
            // Without any nothing would be left of the measurements that were chosen.
            if (kept.length > 0) choose([...chosen], kept);
          }}
        >
          <Group gap="xs">
            {AGGREGATES.map((aggregate) => (
              <Chip key={aggregate} value={aggregate} size="xs" variant="outline">
                {t(`aggregate.${aggregate}`)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </fieldset>
    </>
  );
}
