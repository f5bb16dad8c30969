import { Button, Checkbox, Group, NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Condition } from '../../study/conditions';
import { type ParamValue, sameValue } from '../../study/params';
import type { Domain } from '../../study/space';
import { paramLabel, paramValueText } from '../ui/param-label';
import { conditionOn, parentsFor } from './conditions';
import classes from './train.module.css';

/** "only if Hidden layer is 16 or 32" */
export function ConditionText({ owner, when }: { owner: string; when: Condition }) {
  const { t } = useTranslation(['train', 'rooms']);
  return (
    <Text size="sm" c="dimmed" data-testid="condition">
      {t('space.condition', {
        parent: paramLabel(t, owner, when.key),
        values: when.in.map((value) => paramValueText(t, owner, when.key, value)).join(t('space.or')),
      })}
    </Text>
  );
}

interface Props {
  owner: string;
  name: string;
  paramKey: string;
  domain: Domain;
  beside: Record<string, Domain>;
  onChange(domain: Domain): void;
  onDone(): void;
}

/** On which other setting a parameter depends, and on which of its values. */
export function ConditionField({ owner, name, paramKey, domain, beside, onChange, onDone }: Props) {
  const { t } = useTranslation(['train', 'rooms']);
  const { when, ...always } = domain;
  const parent = when && beside[when.key];
  const values: ParamValue[] = parent?.kind === 'choice' ? parent.values : [];
  const has = (value: ParamValue) => when?.in.some((one) => sameValue(one, value)) ?? false;
  const set = (next: Condition | null) => onChange(next ? { ...always, when: next } : always);
  return (
    <Group gap="md" className={classes.condition}>
      <NativeSelect
        size="xs"
        aria-label={t('space.conditionParent', { name })}
        value={when?.key ?? ''}
        onChange={(event) => set(conditionOn(event.currentTarget.value, beside))}
        data={[
          { value: '', label: t('space.always') },
          ...parentsFor(paramKey, beside).map((key) => ({
            value: key,
            label: `${t('space.conditionShort')} ${paramLabel(t, owner, key)}`,
          })),
        ]}
      />
      {when &&
        values.map((value) => (
          <Checkbox
            key={String(value)}
            size="xs"
            label={paramValueText(t, owner, when.key, value)}
            checked={has(value)}
            onChange={() =>
              set({
                key: when.key,
                in: has(value) ? when.in.filter((one) => !sameValue(one, value)) : [...when.in, value],
              })
            }
          />
        ))}
      <Button size="compact-xs" variant="light" onClick={onDone}>
        {t('space.done')}
      </Button>
    </Group>
  );
}
