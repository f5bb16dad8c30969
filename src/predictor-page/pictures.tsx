import { useCallback, useState } from 'react';
import { formatCount } from '../app/ui/number';
import { changed, type FormValues, inputsWith, lackingOf, toRow, unreadable } from '../app/use/form-values';
import { readings } from '../app/use/reading';
import { outputCsv } from '../export/output-csv';
import { type ErrorRecord, errorRecord } from '../study/errors';
import type { Answers } from './answer';
import { Drop } from './drop';
import { Fields } from './fields';
import { useTexts } from './language';
import { outputWords } from './notes';
import { Notice, Problem } from './notice';
import type { PictureAnswers } from './picture-answers';
import { save } from './save';
import { Seen } from './seen-picture';
import type { Translate } from './texts';

type Progress = { done: number; total: number };

/** Pictures in, and what the model says of each; with the columns beside them where the model reads some. */
export function Pictures({ answers }: { answers: Answers }) {
  const t = useTexts();
  const { inputs } = answers.predictor;
  const [values, setValues] = useState<FormValues>(new Map());
  const [state, setState] = useState<PictureAnswers | ErrorRecord | Progress | null>(null);
  const change = useCallback(
    (name: string, text: string) => setValues((now) => changed(now, name, text)),
    [],
  );
  const wrong = unreadable(inputs, values);
  const lacking = lackingOf(inputs, answers.needed, values);
  const unlike = inputsWith('outOfRange', inputs, values).map(({ name }) => name);
  const read = async (files: File[]) => {
    const total = files.length;
    setState({ done: 0, total });
    try {
      setState(await answers.pictures(files, toRow(inputs, values), (done) => setState({ done, total })));
    } catch (thrown) {
      setState(errorRecord(thrown));
    }
  };
  return (
    <div className="stack">
      {inputs.length > 0 && (
        <>
          <p className="hint">{t('images.fields')}</p>
          <Fields inputs={inputs} needed={answers.needed} values={values} onChange={change} />
        </>
      )}
      {unlike.length > 0 && (
        <Notice tone="warn" title={t('use.result.unlikeTitle')}>
          <p>{t('use.result.unlike', { names: unlike.join(', ') })}</p>
        </Notice>
      )}
      {wrong.length > 0 || lacking.length > 0 ? (
        <p className="hint">
          {wrong.length > 0
            ? t('use.form.mend', { count: wrong.length })
            : t('use.form.lacking', { count: lacking.length, names: lacking.join(', ') })}
        </p>
      ) : (
        <Drop
          several
          label={t('page.pictures.drop')}
          hint={t('page.pictures.hint')}
          button={t('images.button')}
          onFiles={(files) => void read(files)}
        />
      )}
      <div role="status" className="stack">
        {state && 'total' in state && (
          <p className="hint">{`${t('page.busy')} ${t('page.files', { ...state })}`}</p>
        )}
        {state && 'seen' in state && <AllSeen given={state} answers={answers} />}
      </div>
      {state && 'code' in state && <Problem error={state} />}
    </div>
  );
}

function AllSeen({ given, answers }: { given: PictureAnswers; answers: Answers }) {
  const t = useTexts();
  const { seen, predictions, skipped } = given;
  const said = readings(predictions, 0, predictions.n);
  const n = (count: number) => ({ count, n: formatCount(count) });
  return (
    <section className="stack" aria-label={t('images.results', n(seen.length))}>
      {skipped.length > 0 && (
        <Notice tone="warn" title={t('images.skipped', n(skipped.length))}>
          <ul>
            {skipped.map(({ name, error: { code, details } }) => (
              <li key={name}>{`${name}: ${t(`errors.${code}.got`, details)}`}</li>
            ))}
          </ul>
        </Notice>
      )}
      {seen.length > 0 && (
        <>
          <div className="head">
            <h2>{t('images.results', n(seen.length))}</h2>
            <button type="button" onClick={() => save(fileOf(given, t), t('page.table.fileName'))}>
              {t('use.table.download')}
            </button>
          </div>
          <ul className="seen">
            {seen.map((picture, i) => (
              <Seen
                // biome-ignore lint/suspicious/noArrayIndexKey: several pictures of one file share its name
                key={i}
                answers={answers}
                picture={picture}
                predictions={predictions}
                reading={said[i]}
              />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** The files' names, and what the model says of each picture, as the application writes it. */
function fileOf({ seen, predictions }: PictureAnswers, t: Translate): Blob {
  const columns = { names: ['file'], text: (_: number, row: number) => seen[row].file.name };
  return new Blob(outputCsv(predictions, columns, null, outputWords(t)), { type: 'text/csv' });
}
