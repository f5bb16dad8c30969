import { Checkbox, Group, Select, TextInput } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { InputColumn } from '../../export/predictor';
import { formatValue } from '../ui/number';
import { withUnit } from '../ui/with-unit';
import { isWritten, joinLevels, knownLevel, rangeText, remarkOn, splitLevels } from './form-values';
import classes from './use.module.css';

/** Up to so many levels are named beside the field. */
const FEW = 4;

interface InputFieldProps {
  input: InputColumn;
  /** The model cannot do without it. */
  needed: boolean;
  text: string | undefined;
  onChange(name: string, text: string): void;
}

/** One column of the model: a number, date or text with what was seen, a choice of its levels, or several of them. */
export const InputField = memo(function InputField({ input, needed, text, onChange }: InputFieldProps) {
  const { t } = useTranslation('use');
  const { name, levels = [] } = input;
  const label = withUnit(name, [input]);
  const wanted = needed && t('field.needed');
  if (isWritten(input)) {
    const remark = remarkOn(input, text);
    const range = rangeText(input, formatValue);
    return (
      <TextInput
        label={label}
        withAsterisk={needed}
        description={
          [
            range &&
              t(remark === 'outOfRange' ? 'field.outOfRange' : 'field.range', {
                min: range.min,
                max: range.max,
              }),
            input.type === 'date' && t(`field.dateOrder.${input.dateOrder ?? 'monthFirst'}`),
            wanted,
          ]
            .filter(Boolean)
            .join(' · ') || undefined
        }
        error={remark && remark !== 'outOfRange' ? t(`field.${remark}`) : undefined}
        placeholder={range ? t('field.median', { median: range.median }) : undefined}
        inputMode={input.type === 'continuous' || input.type === 'integer' ? 'decimal' : 'text'}
        autoComplete="off"
        value={text ?? ''}
        onChange={(event) => onChange(name, event.currentTarget.value)}
        data-remark={remark ?? undefined}
        styles={
          remark === 'outOfRange'
            ? { input: { borderColor: 'var(--bs-warn)' }, description: { color: 'var(--bs-warn)' } }
            : undefined
        }
      />
    );
  }
  if (input.type === 'multi') {
    return (
      <Checkbox.Group
        className={classes.wide}
        label={label}
        withAsterisk={needed}
        description={[t('field.several'), wanted].filter(Boolean).join(' · ')}
        value={splitLevels(input, text)}
        onChange={(ticked) => onChange(name, joinLevels(input, ticked))}
      >
        <Group gap="sm" my={8}>
          {levels.map((level) => (
            <Checkbox key={level} value={level} label={level} />
          ))}
        </Group>
      </Checkbox.Group>
    );
  }
  const level = knownLevel(input, text);
  const strange = text && level === null ? text : null;
  return (
    <Select
      label={label}
      withAsterisk={needed}
      description={[
        levels.length <= FEW
          ? t('field.oneOf', { levels: levels.join(', ') })
          : t('field.levels', { count: levels.length }),
        wanted,
      ]
        .filter(Boolean)
        .join(' · ')}
      placeholder={t('field.missing')}
      // The empty value is the missing cell; it can be chosen as well as left.
      data={[
        { value: '', label: t('field.missing') },
        ...levels.map((one) => ({ value: one, label: one })),
        // Of a row of a table: what the model has never seen is still what stands there.
        ...(strange ? [{ value: strange, label: strange }] : []),
      ]}
      value={level ?? text ?? ''}
      error={strange ? t('field.strange', { level: strange }) : undefined}
      onChange={(value) => onChange(name, value ?? '')}
      searchable={levels.length > 10}
      allowDeselect={false}
    />
  );
});
