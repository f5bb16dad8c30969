import { Group, Switch, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Param } from '../../study/params';
import type { Domain } from '../../study/space';
import { valueText } from '../ui/value-text';
import classes from './train.module.css';
import { parseValue } from './values';

interface Props {
  name: string;
  param: Extract<Param, { kind: 'float' | 'int' }>;
  domain: Exclude<Domain, { kind: 'choice' }>;
  onChange(domain: Domain): void;
}

/** A range of one hyperparameter: from, to, and whether it is drawn on a logarithmic scale. */
export function RangeFields({ name, param, domain, onChange }: Props) {
  const { t } = useTranslation('train');
  return (
    <Group gap="sm" align="flex-start">
      <Limit
        label={t('space.from', { name })}
        prefix={t('space.fromShort')}
        param={param}
        value={domain.low}
        onChange={(low) => onChange({ ...domain, low })}
      />
      <Limit
        label={t('space.to', { name })}
        prefix={t('space.toShort')}
        param={param}
        value={domain.high}
        onChange={(high) => onChange({ ...domain, high })}
      />
      <Switch
        size="sm"
        mt={6}
        label={t('space.log')}
        checked={domain.log}
        onChange={(event) => onChange({ ...domain, log: event.currentTarget.checked })}
      />
    </Group>
  );
}

interface LimitProps {
  label: string;
  prefix: string;
  param: Props['param'];
  value: number;
  onChange(value: number): void;
}

/** Taken over when its writing has ended, so that the history of the study holds no half-written numbers. */
function Limit({ label, prefix, param, value, onChange }: LimitProps) {
  const { t } = useTranslation('train');
  const [text, setText] = useState(valueText(value));
  useEffect(() => setText(valueText(value)), [value]);
  const number = parseValue(param, text);
  const take = () => {
    if (number !== null && number !== value) onChange(number);
  };
  return (
    <TextInput
      size="xs"
      className={classes.limit}
      aria-label={label}
      leftSection={<span className={classes.prefix}>{prefix}</span>}
      leftSectionWidth={44}
      inputMode="decimal"
      value={text}
      error={number === null ? t('field.range', { low: param.low, high: param.high }) : undefined}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
      }}
    />
  );
}
