import { Slider } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Param } from '../../study/params';
import { formatValue } from './number';
import { positionOf, STEPS, valueAt } from './slider-scale';

interface Props {
  param: Extract<Param, { kind: 'int' | 'float' }>;
  label: string;
  value: number;
  disabled?: boolean;
  /** While it is held. */
  onDraft(value: number): void;
  /** When it is let go. */
  onChange(value: number): void;
}

/** A parameter's number as a slider over its whole range; the field beside it takes exact ones. */
export function ParamSlider({ param, label, value, disabled, onDraft, onChange }: Props) {
  const [position, setPosition] = useState(() => positionOf(param, value));
  // A number from the field, or undone: several values may share one position.
  useEffect(
    () => setPosition((now) => (valueAt(param, now) === value ? now : positionOf(param, value))),
    [param, value],
  );
  return (
    <Slider
      size="sm"
      mt={8}
      mb={4}
      min={0}
      max={STEPS}
      value={position}
      disabled={disabled}
      label={(at) => formatValue(valueAt(param, at))}
      thumbLabel={label}
      thumbProps={{ 'aria-valuetext': formatValue(valueAt(param, position)) }}
      onChange={(at) => {
        setPosition(at);
        onDraft(valueAt(param, at));
      }}
      onChangeEnd={(at) => onChange(valueAt(param, at))}
    />
  );
}
