import { NumberInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  label: string;
  description?: string;
  value: number;
  low: number;
  high: number;
  integer?: boolean;
  step?: number;
  disabled?: boolean;
  size?: string;
  /** What is wrong with the value for reasons beyond its range. */
  error?: string;
  onChange(value: number): void;
}

/**
 * A number that is taken over when its writing has ended (Enter, leaving the field, the arrows), so that the
 * history of the study holds no half-written ones. Out of range it stays, marked, and is not taken over.
 */
export function NumberField({ value, low, high, integer, error, onChange, ...shared }: Props) {
  const { t } = useTranslation('train');
  const [draft, setDraft] = useState<number | string>(value);
  useEffect(() => setDraft(value), [value]);
  const right = (number: unknown): number is number =>
    typeof number === 'number' && number >= low && number <= high && (!integer || Number.isInteger(number));
  const take = (number: number | string) => {
    if (right(number) && number !== value) onChange(number);
  };
  const range = Number.isFinite(high) ? t('field.range', { low, high }) : t('field.atLeast', { low });
  return (
    <NumberInput
      {...shared}
      value={draft}
      min={low}
      max={high}
      clampBehavior="none"
      allowDecimal={!integer}
      error={error ?? (right(draft) ? undefined : range)}
      onValueChange={({ floatValue, value: text }, { source }) => {
        if (String(source) === 'prop') return;
        setDraft(floatValue ?? text);
        // What comes from the arrows is a whole number already.
        if (String(source) !== 'event') take(floatValue ?? text);
      }}
      onBlur={() => take(draft)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take(draft);
      }}
    />
  );
}
