import { useDeferredValue, useId, useMemo, useState } from 'react';
import type { FormValues } from '../app/use/form-values';
import type { InputColumn } from '../export/predictor';
import { Field } from './field';
import { useTexts } from './language';

/** Beyond this many inputs the form has a search box and is drawn in portions. */
const MANY = 48;

interface FieldsProps {
  inputs: InputColumn[];
  /** Names of those that the model cannot do without. */
  needed: readonly string[];
  values: FormValues;
  onChange(name: string, text: string): void;
}

/** The form of a patient. */
export function Fields({ inputs, needed, values, onChange }: FieldsProps) {
  const t = useTexts();
  const id = useId();
  const [sought, setSought] = useState('');
  const [portions, setPortions] = useState(1);
  const needle = useDeferredValue(sought).trim().toLowerCase();
  const found = useMemo(
    () => inputs.filter(({ name }) => name.toLowerCase().includes(needle)),
    [inputs, needle],
  );
  const shown = found.slice(0, portions * MANY);
  return (
    <>
      {inputs.length > MANY && (
        <div className="field">
          <label htmlFor={id}>{t('use.form.find')}</label>
          <input id={id} type="search" value={sought} onChange={(event) => setSought(event.target.value)} />
        </div>
      )}
      <div className="fields">
        {shown.map((input) => (
          <Field
            key={input.name}
            input={input}
            needed={needed.includes(input.name)}
            text={values.get(input.name)}
            onChange={onChange}
          />
        ))}
      </div>
      {found.length > shown.length && (
        <button type="button" onClick={() => setPortions(portions + 1)}>
          {t('use.form.more', { count: found.length - shown.length })}
        </button>
      )}
    </>
  );
}
