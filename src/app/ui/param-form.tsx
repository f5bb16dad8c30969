import { NativeSelect, Stack, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Param, ParamValue, ParamValues } from '../../study/params';
import { NumberField } from './number-field';
import { ParamSlider } from './param-slider';
import { stepSize } from './step-size';
import { TextField } from './text-field';
import { valueText } from './value-text';

interface Props {
  /** Whose parameters they are: a step or a family. Texts: `params.<owner>.<key>.label` and `.help`. */
  owner: string;
  params: readonly Param[];
  values: ParamValues;
  disabled?: boolean;
  /** For a parameter that names a column: the columns of that kind to choose from. */
  columnsOf?(kind: 'date' | 'num' | 'cat'): string[];
  onChange(values: ParamValues): void;
  /** Where what a number does is seen at once: numbers get a slider, and this hears of them while it is held. */
  onDraft?(values: ParamValues): void;
}

/** A form for any list of parameter descriptors. */
export function ParamForm({ owner, params, values, disabled, columnsOf, onChange, onDraft }: Props) {
  return (
    <Stack gap="sm">
      {params.map((param) => (
        <ParamField
          key={param.key}
          owner={owner}
          param={param}
          value={values[param.key] ?? param.default}
          disabled={disabled}
          columnsOf={columnsOf}
          onChange={(value) => onChange({ ...values, [param.key]: value })}
          onDraft={onDraft && ((value) => onDraft({ ...values, [param.key]: value }))}
        />
      ))}
    </Stack>
  );
}

interface FieldProps {
  owner: string;
  param: Param;
  value: ParamValue;
  disabled?: boolean;
  columnsOf: Props['columnsOf'];
  onChange(value: ParamValue): void;
  onDraft?(value: ParamValue): void;
}

function ParamField({ owner, param, value, disabled, columnsOf, onChange, onDraft }: FieldProps) {
  const { t } = useTranslation(['rooms', 'prepare']);
  const texts = `params.${owner}.${param.key}`;
  const shared = { label: t(`${texts}.label`), description: t(`${texts}.help`), disabled, size: 'sm' };
  switch (param.kind) {
    case 'flag':
      return (
        <Switch
          {...shared}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <NativeSelect
          {...shared}
          // Values may be numbers or lists of them: the place in the list names them, not their text.
          value={param.choices.findIndex((c) => String(c) === String(value))}
          onChange={(event) => onChange(param.choices[Number(event.currentTarget.value)])}
          data={param.choices.map((choice, at) => ({
            value: String(at),
            label: t(`${texts}.choices.${choice}`, { defaultValue: valueText(choice) }),
          }))}
        />
      );
    case 'text':
      return <TextField {...shared} value={String(value)} onChange={onChange} />;
    case 'column': {
      const there = columnsOf?.(param.of) ?? [];
      const chosen = String(value);
      return (
        <NativeSelect
          {...shared}
          value={chosen}
          onChange={(event) => onChange(event.currentTarget.value)}
          data={[
            { value: '', label: t('param.noColumn', { ns: 'prepare' }) },
            ...there.map((name) => ({ value: name, label: name })),
            ...(chosen === '' || there.includes(chosen)
              ? []
              : [{ value: chosen, label: t('param.columnGone', { ns: 'prepare', name: chosen }) }]),
          ]}
        />
      );
    }
    default: {
      const field = (
        <NumberField
          {...shared}
          value={Number(value)}
          low={param.low}
          high={param.high}
          integer={param.kind === 'int'}
          step={stepSize(param, Number(value))}
          onChange={onChange}
        />
      );
      return onDraft ? (
        <div>
          {field}
          <ParamSlider
            param={param}
            label={shared.label}
            value={Number(value)}
            disabled={disabled}
            onDraft={onDraft}
            onChange={onChange}
          />
        </div>
      ) : (
        field
      );
    }
  }
}
