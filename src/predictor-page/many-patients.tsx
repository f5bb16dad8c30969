import { useState } from 'react';
import { formatCount } from '../app/ui/number';
import { extensionOf } from '../data/images/listing/paths';
import { type ErrorRecord, errorRecord } from '../study/errors';
import type { Answers, ColumnCount, TableAnswers } from './answer';
import { answersCsv } from './answers-csv';
import { Drop } from './drop';
import { useTexts } from './language';
import { Notice, Problem } from './notice';
import { PredictionsTable } from './predictions-table';
import { readTable } from './read-table';
import { saveText } from './save';

/** So many columns are named; a table coded in another way may have them all. */
const NAMED = 8;

/** A table in, its predictions out. */
export function ManyPatients({ answers }: { answers: Answers }) {
  const t = useTexts();
  const { inputs, sources = [], joins = [] } = answers.predictor;
  const [state, setState] = useState<TableAnswers | ErrorRecord | 'busy' | null>(null);
  const [site, setSite] = useState('');
  const read = async (file: File) => {
    setState('busy');
    try {
      const table = await readTable(file, extensionOf(file.name));
      setState(await answers.many(table, site || undefined));
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
        {state !== null && state !== 'busy' && 'table' in state && (
          <Predicted given={state} target={answers.predictor.task.target} />
        )}
      </div>
      {state !== null && state !== 'busy' && 'code' in state && <Problem error={state} />}
    </div>
  );
}

function Predicted({ given, target }: { given: TableAnswers; target: string }) {
  const t = useTexts();
  const { table, predictions, unknown, outside } = given;
  const listed = (columns: ColumnCount[]) =>
    columns
      .slice(0, NAMED)
      .map(({ name, rows }) => t('use.table.unknownIn', { name, count: rows, n: formatCount(rows) }))
      .concat(columns.length > NAMED ? ['…'] : [])
      .join(', ');
  return (
    <section className="stack" aria-label={t('use.table.title')}>
      <div className="head">
        <h2>{t('use.table.count', { count: predictions.n, n: formatCount(predictions.n) })}</h2>
        <button
          type="button"
          onClick={() => saveText(answersCsv(table, predictions), t('page.table.fileName'))}
        >
          {t('use.table.download')}
        </button>
      </div>
      {unknown.length > 0 && (
        <Notice tone="warn" title={t('use.table.unknownTitle')}>
          <p>{t('use.table.unknown', { columns: listed(unknown) })}</p>
        </Notice>
      )}
      {outside.length > 0 && (
        <Notice tone="warn" title={t('page.table.outsideTitle')}>
          <p>{t('page.table.outside', { columns: listed(outside) })}</p>
        </Notice>
      )}
      <PredictionsTable predictions={predictions} target={target} />
    </section>
  );
}
