import { useState } from 'react';
import { extensionOf } from '../data/images/listing/paths';
import type { RemarkedPredictions } from '../export/predict-new';
import { type ErrorRecord, errorRecord } from '../study/errors';
import type { Answers } from './answer';
import { Drop } from './drop';
import { useTexts } from './language';
import { Notice, Problem } from './notice';
import { readTable } from './read-table';
import { TableResults } from './table-results';

interface Answered {
  file: File;
  predictions: RemarkedPredictions;
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
          <TableResults {...state} target={answers.predictor.task.target} />
        )}
      </div>
      {state !== null && state !== 'busy' && 'code' in state && <Problem error={state} />}
    </div>
  );
}
