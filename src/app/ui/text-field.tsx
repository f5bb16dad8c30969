import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';

interface Props {
  label: string;
  description?: string;
  value: string;
  disabled?: boolean;
  size?: string;
  onChange(value: string): void;
}

/** Words that are taken over when their writing has ended, so that the study's history holds no half-written ones. */
export function TextField({ value, onChange, ...shared }: Props) {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const take = () => {
    if (draft !== value) onChange(draft);
  };
  return (
    <TextInput
      {...shared}
      value={draft}
      maxLength={500}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
      }}
    />
  );
}
