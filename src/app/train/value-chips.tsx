import { ActionIcon, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Param } from '../../study/params';
import type { Domain } from '../../study/space';
import { paramValueText } from '../ui/param-label';
import classes from './train.module.css';
import { openChoices, parseValue, withoutValue, withValue } from './values';

interface Props {
  /** Whose parameter it is: a family or a step. */
  owner: string;
  name: string;
  param: Param;
  domain: Extract<Domain, { kind: 'choice' }>;
  onChange(domain: Domain): void;
}

/** The values of one hyperparameter as chips, to be taken away and added. */
export function ValueChips({ owner, name, param, domain, onChange }: Props) {
  const { t } = useTranslation(['train', 'rooms']);
  return (
    <ul className={classes.chips}>
      {domain.values.map((value) => {
        const text = paramValueText(t, owner, param.key, value);
        return (
          <li key={text} className={classes.chip} data-testid="value-chip">
            <span>{text}</span>
            <CloseButton
              size="xs"
              aria-label={t('space.remove', { value: text, name })}
              onClick={() => onChange(withoutValue(domain, value))}
            />
          </li>
        );
      })}
      <li>
        {param.kind === 'float' || param.kind === 'int' ? (
          <TypedValue
            name={name}
            param={param}
            onAdd={(value) => onChange(withValue(domain, param, value))}
          />
        ) : (
          <ChosenValue owner={owner} name={name} param={param} domain={domain} onChange={onChange} />
        )}
      </li>
    </ul>
  );
}

function ChosenValue({ owner, name, param, domain, onChange }: Props) {
  const { t } = useTranslation(['train', 'rooms']);
  const open = openChoices(param, domain);
  if (open.length === 0) return null;
  return (
    <NativeSelect
      size="xs"
      className={classes.adder}
      aria-label={t('space.addTo', { name })}
      value=""
      onChange={(event) => onChange(withValue(domain, param, open[Number(event.currentTarget.value)]))}
      data={[
        { value: '', label: t('space.add'), disabled: true },
        ...open.map((value, at) => ({
          value: String(at),
          label: paramValueText(t, owner, param.key, value),
        })),
      ]}
    />
  );
}

interface TypedProps {
  name: string;
  param: Extract<Param, { kind: 'float' | 'int' }>;
  onAdd(value: number): void;
}

function TypedValue({ name, param, onAdd }: TypedProps) {
  const { t } = useTranslation('train');
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const add = () => {
    const value = parseValue(param, text);
    setWrong(value === null);
    if (value === null) return;
    setText('');
    onAdd(value);
  };
  return (
    <TextInput
      size="xs"
      className={classes.adder}
      aria-label={t('space.addTo', { name })}
      placeholder={t('space.add')}
      inputMode="decimal"
      value={text}
      error={wrong ? t('field.range', { low: param.low, high: param.high }) : undefined}
      onChange={(event) => {
        setText(event.currentTarget.value);
        setWrong(false);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') add();
      }}
      rightSection={
        <ActionIcon size="sm" variant="subtle" aria-label={t('space.addValue', { name })} onClick={add}>
          <IconPlus size={14} aria-hidden />
        </ActionIcon>
      }
    />
  );
}
