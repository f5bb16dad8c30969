import { useState } from 'react';
import { formatCount } from '../app/ui/number';
import { extensionOf } from '../data/images/listing/paths';
import { textCells } from '../data/text-cells';
import type { NewPredictions } from '../engine/using/api';
import type { RowsOf } from '../export/inputs';
import { type ErrorRecord, errorRecord } from '../study/errors';
import type { Answers } from './answer';
import { answersFile } from './answers-file';
import { Drop } from './drop';
import { useTexts } from './language';
import { Notice, Problem } from './notice';
import { PredictionsTable } from './predictions-table';
import { readTable } from './read-table';
import { save } from './save';

/** So many columns are named; a table coded in another way may have them all. */
const NAMED = 8;

/** A file, and what the model says of its rows. */
interface Answered {
  file: File;
  predictions: NewPredictions;
}

/** A table in, its predictions out. */
export function ManyPatients({ answers }: { answers: Answers }) {
  const t = useTexts();
  const { inputs, sources = [], joins = [] } = answers.predictor;
  const [state, setState] = useState<Answered | ErrorRecord | 'busy' | null>(null);
  const [site, setSite] = useState('');
  const read = async (file: File) => {
    setState('busy');
    try {
      const table = await readTable(file, extensionOf(file.name));
      setState({ file, predictions: await answers.many(table, site || undefined) });
    } catch (thrown) {
      setState(errorRecord(thrown));
    }
  };
  return (
    <div className="stack">
      {sources.length > 1 && (
        <label className="field">
          {t('use.hospital.label')}
          <select value={site} onChange={(event) => setSite(event.currentTarget.value)}>
            <option value="">{t('use.hospital.auto')}</option>
            {sources.map((source) => (
              <option key={source.site}>{source.site}</option>
            ))}
          </select>
        </label>
      )}
      {joins.length > 0 && (
        <Notice>
          <p>{t('page.table.joined')}</p>
        </Notice>
      )}
      <Drop
        label={t('use.table.label')}
        hint={t('page.table.hint', { count: inputs.length })}
        button={t('use.table.button')}
        accept=".csv,.tsv,.txt,.data"
        onFiles={([file]) => void read(file)}
      />
      <div role="status" className="stack">
        {state === 'busy' && <p className="hint">{t('page.busy')}</p>}
        {state !== null && state !== 'busy' && 'file' in state && (
          <Predicted {...state} target={answers.predictor.task.target} />
        )}
      </div>
      {state !== null && state !== 'busy' && 'code' in state && <Problem error={state} />}
    </div>
  );
}

const ABOUT = ['needed', 'unknown', 'outside'] as const;

function Predicted({ file, predictions, target }: Answered & { target: string }) {
  const t = useTexts();
  const [error, setError] = useState<ErrorRecord | null>(null);
  const { remarks } = predictions;
  const listed = (columns: RowsOf[]) =>
    columns
      .slice(0, NAMED)
      .map(({ name, rows }) => t('use.table.in', { name, count: rows.length, n: formatCount(rows.length) }))
      .concat(columns.length > NAMED ? ['…'] : [])
      .join(', ');
  /** The file is read once more: its cells as they came are kept nowhere meanwhile. */
  const download = async () => {
    try {
      const texts = await readTable(file, extensionOf(file.name), textCells);
      save(answersFile(texts, predictions, remarks, t), t('page.table.fileName'));
      setError(null);
    } catch (thrown) {
      setError(errorRecord(thrown));
    }
  };
  return (
    <section className="stack" aria-label={t('use.table.title')}>
      <div className="head">
        <h2>{t('use.table.count', { count: predictions.n, n: formatCount(predictions.n) })}</h2>
        <button type="button" onClick={() => void download()}>
          {t('use.table.download')}
        </button>
      </div>
      {error && <Problem error={error} />}
      {ABOUT.map(
        (about) =>
          remarks[about].length > 0 && (
            <Notice key={about} tone="warn" title={t(`use.table.${about}Title`)}>
              <p>{t(`use.table.${about}`, { columns: listed(remarks[about]) })}</p>
            </Notice>
          ),
      )}
      <PredictionsTable predictions={predictions} target={target} />
    </section>
  );
}
