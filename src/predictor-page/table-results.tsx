import { useMemo, useState } from 'react';
import { formatCount, formatRisk } from '../app/ui/number';
import { decidedCounts, thresholdOf } from '../app/use/reading';
import { extensionOf } from '../data/images/listing/paths';
import type { RowsOf } from '../export/inputs';
import { outputFile } from '../export/output-file';
import type { RemarkedPredictions } from '../export/predict-new';
import { markedRows } from '../export/remarks';
import { type ErrorRecord, errorRecord } from '../study/errors';
import { Choice } from './choice';
import { useTexts } from './language';
import { outputWords } from './notes';
import { Notice, Problem } from './notice';
import { PredictionsTable } from './predictions-table';
import { readTexts } from './read-table';
import { save } from './save';

/** So many columns are named; a table coded in another way may have them all. */
const NAMED = 8;

interface Props {
  file: File;
  predictions: RemarkedPredictions;
  target: string;
}

/** What the model says of a table: how it falls out, what to be careful of, row by row, and as a file. */
export function TableResults({ file, predictions, target }: Props) {
  const t = useTexts();
  const [shown, setShown] = useState<'all' | 'marked'>('all');
  const [error, setError] = useState<ErrorRecord | null>(null);
  const { remarks, n, kind, classes } = predictions;
  const only = useMemo(() => markedRows(remarks), [remarks]);
  const counts = useMemo(() => decidedCounts(predictions), [predictions]);
  const named = (list: RowsOf[]) =>
    list
      .slice(0, NAMED)
      .map(({ name, rows }) => t('use.table.in', { name, count: rows.length, n: formatCount(rows.length) }))
      .concat(list.length > NAMED ? ['…'] : [])
      .join(', ');
  const download = async () => {
    setError(null);
    try {
      const read = () => readTexts(file, extensionOf(file.name));
      save(await outputFile(read, null, predictions, outputWords(t)), t('page.table.fileName'));
    } catch (thrown) {
      setError(errorRecord(thrown));
    }
  };
  return (
    <section className="stack" aria-label={t('use.table.title')}>
      <div className="head">
        <h2>{t('use.table.count', { count: n, n: formatCount(n) })}</h2>
        <button type="button" onClick={() => void download()}>
          {t('use.table.download')}
        </button>
      </div>
      {error && <Problem error={error} />}
      {kind === 'binary' && (
        <p>
          {t('use.table.above', {
            count: counts[1],
            n: formatCount(counts[1]),
            target,
            label: classes[1],
            threshold: formatRisk(thresholdOf(predictions)),
          })}
        </p>
      )}
      {kind === 'multiclass' && (
        <p>
          {t('use.result.value', { target })}:{' '}
          {classes.map((label, i) => `${label} (${formatCount(counts[i])})`).join(' · ')}
        </p>
      )}
      {(['needed', 'unknown', 'outside'] as const).map(
        (about) =>
          remarks[about].length > 0 && (
            <Notice key={about} tone="warn" title={t(`use.table.${about}Title`)}>
              <p>{t(`use.table.${about}`, { columns: named(remarks[about]) })}</p>
            </Notice>
          ),
      )}
      {only.length > 0 && (
        <Choice
          name="rows"
          legend={t('use.table.which')}
          options={[
            ['all', t('use.table.all', { n: formatCount(n) })],
            ['marked', t('use.table.marked', { n: formatCount(only.length) })],
          ]}
          value={shown}
          onChange={setShown}
        />
      )}
      <PredictionsTable predictions={predictions} target={target} only={shown === 'marked' ? only : null} />
    </section>
  );
}
