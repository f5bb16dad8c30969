import { ActionIcon, NativeSelect, SegmentedControl, Text, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { directable, directionsOf } from '../../prep/directed';
import { type Direction, withDirection } from '../../study/directions';
import type { Study } from '../../study/schema';
import { useApp } from '../store';
import classes from './directions.module.css';
import shared from './train.module.css';

const WAYS: readonly Direction[] = ['rises', 'falls'];

/** A prediction in steps, as trees have it, that never turns back. */
function Picture({ way }: { way: Direction }) {
  const steps = 'M2 15 H8 V12 H14 V6 H20 V3 H26';
  return (
    <svg viewBox="0 0 28 18" className={classes.picture} aria-hidden="true">
      <path d={steps} transform={way === 'falls' ? 'matrix(1 0 0 -1 0 18)' : undefined} />
    </svg>
  );
}

/** Columns of which it is known which way the prediction goes with them: trees and forests then learn nothing else. */
export function DirectionsSpace({ study }: { study: Study }) {
  const { t } = useTranslation('train');
  const edit = useApp((s) => s.edit);
  const { task } = study;
  if (!task || study.images) return null;
  const kind = task.kind === 'regression' ? 'number' : 'risk';
  const about = { outcome: task.classes[1] ? `${task.target} = ${task.classes[1]}` : task.target };
  const names = directable(study);
  const directed = directionsOf(study);
  const free = names.filter((name) => directed.every((one) => one.name !== name));
  const set = (name: string, way: Direction | null) => edit((now) => withDirection(now, name, way));
  if (names.length === 0 && task.kind !== 'multiclass') return null;
  return (
    <section className={shared.family} aria-labelledby="train-directions">
      <div>
        <Title order={2} size="h3" id="train-directions">
          {t('directions.title')}
        </Title>
        <Text size="sm" c="dimmed">
          {task.kind === 'multiclass' ? t('directions.classes') : t(`directions.help.${kind}`, about)}
        </Text>
      </div>
      {directed.length > 0 && (
        <ul className={classes.list}>
          {directed.map(({ name, direction }) => (
            <li key={name} className={classes.row} data-testid="direction">
              <span className={classes.name}>{name}</span>
              <SegmentedControl
                size="xs"
                aria-label={t('directions.of', { name })}
                value={direction}
                onChange={(value) => set(name, value === 'falls' ? 'falls' : 'rises')}
                data={WAYS.map((way) => ({
                  value: way,
                  label: (
                    <span className={classes.way}>
                      <Picture way={way} />
                      {t(`directions.${kind}.${way}`)}
                    </span>
                  ),
                }))}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('directions.remove', { name })}
                onClick={() => set(name, null)}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      {free.length > 0 && (
        <NativeSelect
          className={classes.add}
          label={t('directions.add')}
          value=""
          onChange={(event) => set(event.currentTarget.value, 'rises')}
          data={[
            { value: '', label: t('directions.choose'), disabled: true },
            ...free.map((name) => ({ value: name, label: name })),
          ]}
        />
      )}
    </section>
  );
}
