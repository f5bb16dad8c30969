import { useCallback, useState } from 'react';
import { changed, type FormValues, inputsWith, lackingOf, toRow, unreadable } from '../app/use/form-values';
import { readings } from '../app/use/reading';
import type { Predictions } from '../export/predictor';
import { type ErrorRecord, errorRecord } from '../study/errors';
import type { Answers } from './answer';
import { Fields } from './fields';
import { useTexts } from './language';
import { Notice, Problem } from './notice';
import { Result } from './result';
import { Why } from './why';

/** So many inputs that are still wanted are named. */
const NAMED = 5;

/** A form made from the model's columns, and what the model says. */
export function OnePatient({ answers }: { answers: Answers }) {
  const t = useTexts();
  const { inputs, task } = answers.predictor;
  const { needed } = answers;
  const [values, setValues] = useState<FormValues>(new Map());
  /** The newest answer, and what it answers: it is shown as long as the form still says the same. */
  const [answer, setAnswer] = useState<{ values: FormValues; predictions: Predictions } | null>(null);
  const [error, setError] = useState<ErrorRecord | null>(null);
  const change = useCallback(
    (name: string, text: string) => setValues((now) => changed(now, name, text)),
    [],
  );
  const wrong = unreadable(inputs, values);
  const lacking = lackingOf(inputs, needed, values);
  const blocked = wrong.length > 0 || lacking.length > 0;
  const predict = async () => {
    if (blocked) return;
    setError(null);
    try {
      setAnswer({ values, predictions: await answers.one(toRow(inputs, values)) });
    } catch (thrown) {
      setError(errorRecord(thrown));
    }
  };
  const clear = () => {
    setValues(new Map());
    setAnswer(null);
    setError(null);
  };
  return (
    <form
      className="one"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void predict();
      }}
    >
      <div className="stack">
        <p className="hint">
          {t(needed.length === 0 ? 'use.form.hint' : 'use.form.hintNeeded', { count: needed.length })}
        </p>
        <Fields inputs={inputs} needed={needed} values={values} onChange={change} />
      </div>
      <div className="answer stack">
        <div className="buttons">
          <button type="submit" className="main" disabled={blocked}>
            {t('use.form.predict')}
          </button>
          <button type="button" disabled={values.size === 0} onClick={clear}>
            {t('use.form.clear')}
          </button>
        </div>
        <div role="status" className="stack">
          {answer?.values === values && !error ? (
            <Said answers={answers} values={values} predictions={answer.predictions} target={task.target} />
          ) : (
            <p className="hint">
              {wrong.length > 0
                ? t('use.form.mend', { count: wrong.length })
                : lacking.length > 0
                  ? t('use.form.lacking', {
                      count: lacking.length,
                      names: lacking.slice(0, NAMED).join(', '),
                    })
                  : t(answer ? 'use.form.again' : 'use.form.first')}
            </p>
          )}
        </div>
        {error && <Problem error={error} />}
      </div>
    </form>
  );
}

interface SaidProps {
  answers: Answers;
  values: FormValues;
  predictions: Predictions;
  target: string;
}

function Said({ answers, values, predictions, target }: SaidProps) {
  const t = useTexts();
  const { inputs } = answers.predictor;
  const unlike = inputsWith('outOfRange', inputs, values).map(({ name }) => name);
  const empty = inputs.filter(({ name }) => !values.get(name)?.trim()).length;
  const [reading] = readings(predictions, 0, 1);
  const output = predictions.kind === 'multiclass' ? predictions.classes.indexOf(reading.label ?? '') : 0;
  return (
    <>
      <section className="card" aria-label={t('use.result.label')}>
        <Result predictions={predictions} target={target} reading={reading} />
      </section>
      {unlike.length > 0 && (
        <Notice tone="warn" title={t('use.result.unlikeTitle')}>
          <p>{t('use.result.unlike', { names: unlike.join(', ') })}</p>
        </Notice>
      )}
      {empty > inputs.length / 2 && (
        <Notice tone="warn" title={t('use.result.sparseTitle')}>
          <p>{t('use.result.sparse', { empty, all: inputs.length })}</p>
        </Notice>
      )}
      <Why ask={() => answers.why(toRow(inputs, values))} output={output} />
    </>
  );
}
