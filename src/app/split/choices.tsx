import { Radio } from '@mantine/core';
import classes from './split.module.css';

export interface Choice {
  value: string;
  label: string;
  help: string;
  /** Why it cannot be had with these data; shown in place of the help. */
  reason?: string | null;
}

interface Props {
  label: string;
  value: string;
  choices: Choice[];
  onChange(value: string): void;
}

/** One of several ways, each with a sentence; what is not possible says why. */
export function Choices({ label, value, choices, onChange }: Props) {
  return (
    <Radio.Group label={label} value={value} onChange={onChange} className={classes.choices}>
      <div className={classes.choiceList}>
        {choices.map(({ value: each, label: name, help, reason }) => (
          <Radio
            key={each}
            value={each}
            label={name}
            description={reason ?? help}
            disabled={Boolean(reason) && each !== value}
          />
        ))}
      </div>
    </Radio.Group>
  );
}
