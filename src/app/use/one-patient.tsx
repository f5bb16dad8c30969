import { Button, TextInput } from '@mantine/core';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelCard } from '../../engine/protocol';
import type { Predictions } from '../../export/predictor';
import { useApp } from '../store';
import { changed, type FormValues, inputsWith, lackingOf, toRow, unreadable } from './form-values';
import { InputField } from './input-field';
import { likeliest } from './one-prediction';
import { Result } from './result';
import classes from './use.module.css';
import { Why } from './why';

/** Beyond this many inputs the form has a search box and is drawn in portions. */
const MANY = 48;
/** So many inputs that are still wanted are named. */
const NAMED = 5;

interface Props {
  model: ModelCard;
  /** What stands in the form at first. */
  given: FormValues;
}

/** A form made from the model's columns, and what the model says. */
export function OnePatient({ model, given }: Props) {
  const { t } = useTranslation('use');
  const predictRow = useApp((s) => s.predictRow);
  const predicting = useApp((s) => s.busy?.kind === 'predicting');
  const [values, setValues] = useState<FormValues>(given);
  /** The newest answer, and what it answers: it is shown as long as the form still says the same. */
  const [answer, setAnswer] = useState<{ values: FormValues; predictions: Predictions } | null>(null);
  const [sought, setSought] = useState('');
  const [portions, setPortions] = useState(1);
  const { inputs, needed } = model;

  const needle = useDeferredValue(sought).trim().toLowerCase();
  const found = useMemo(
    () => inputs.filter((input) => input.name.toLowerCase().includes(needle)),
    [inputs, needle],
  );
  const shown = found.slice(0, portions * MANY);
  const change = useCallback(
    (name: string, text: string) => setValues((now) => changed(now, name, text)),
    [],
  );
  const wrong = unreadable(inputs, values);
  const unlike = inputsWith('outOfRange', inputs, values);
  const lacking = lackingOf(inputs, needed, values);
  const predict = async () => {
    if (wrong.length > 0 || lacking.length > 0 || predicting) return;
    const predictions = await predictRow(toRow(inputs, values));
    if (predictions) setAnswer({ values, predictions });
  };
  const current = answer?.values === values && !predicting;

  return (
    <form
      className={classes.one}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void predict();
      }}
    >
      <div className={classes.formSide}>
        <p className={classes.hint}>
          {t(needed.length === 0 ? 'form.hint' : 'form.hintNeeded', { count: needed.length })}
        </p>
        {inputs.length > MANY && (
          <TextInput
            label={t('form.find')}
            value={sought}
            onChange={(event) => setSought(event.currentTarget.value)}
          />
        )}
        <div className={classes.fields}>
          {shown.map((input) => (
            <InputField
              key={input.name}
              input={input}
              needed={needed.includes(input.name)}
              text={values.get(input.name)}
              onChange={change}
            />
          ))}
        </div>
        {found.length > shown.length && (
          <Button variant="default" onClick={() => setPortions(portions + 1)}>
            {t('form.more', { count: found.length - shown.length })}
          </Button>
        )}
      </div>
      <div className={classes.resultSide}>
        <div className={classes.submit}>
          <Button type="submit" loading={predicting} disabled={wrong.length > 0 || lacking.length > 0}>
            {t('form.predict')}
          </Button>
          <Button variant="subtle" onClick={() => setValues(new Map())} disabled={values.size === 0}>
            {t('form.clear')}
          </Button>
        </div>
        <div role="status" className={classes.answer}>
          {current ? (
            <>
              <Result
                predictions={answer.predictions}
                target={model.task.target}
                unlike={unlike.map((i) => i.name)}
                empty={inputs.filter(({ name }) => !values.get(name)?.trim()).length}
                all={inputs.length}
              />
              <Why
                key={JSON.stringify([...values])}
                row={toRow(inputs, values)}
                output={likeliest(answer.predictions)}
              />
            </>
          ) : (
            <p className={classes.hint}>
              {wrong.length > 0
                ? t('form.mend', { count: wrong.length })
                : lacking.length > 0
                  ? t('form.lacking', { count: lacking.length, names: lacking.slice(0, NAMED).join(', ') })
                  : t(answer ? 'form.again' : 'form.first')}
            </p>
          )}
        </div>
      </div>
    </form>
  );
}
