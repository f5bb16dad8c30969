import { formatCount, formatRisk, formatValue } from '../app/ui/number';
import { readings, thresholdOf } from '../app/use/reading';
import type { RemarkedPredictions } from '../export/predict-new';
import { remarksOfRow } from '../export/remarks';
import { useTexts } from './language';
import { RowNotes } from './notes';
import { ShareBar } from './result';

const SHOWN = 20;

interface Props {
  predictions: RemarkedPredictions;
  target: string;
  /** The rows to be shown, ascending; null: all. */
  only: Uint32Array | null;
}

/** The first predictions, numbered as in the application and in the file. */
export function PredictionsTable({ predictions, target, only }: Props) {
  const t = useTexts();
  const { kind, classes, remarks } = predictions;
  const n = only?.length ?? predictions.n;
  const shown = Array.from({ length: Math.min(n, SHOWN) }, (_, i) => only?.[i] ?? i);
  const mark = kind === 'binary' ? thresholdOf(predictions) : undefined;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard */}
      <section className="scroll" aria-label={t('use.table.rows')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('use.table.row')}</th>
              {kind !== 'regression' && (
                <th scope="col" colSpan={2}>
                  {kind === 'binary'
                    ? t('use.table.probability', { target, label: classes[1] })
                    : t('use.table.probabilityOfIt')}
                </th>
              )}
              <th scope="col">{t('use.table.predicted')}</th>
              <th scope="col">{t('use.table.notes')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => {
              const [{ label, value }] = readings(predictions, row, row + 1);
              const none = Number.isNaN(value);
              return (
                <tr key={row} data-testid="prediction-row" data-value={value}>
                  <td>{formatCount(row + 1)}</td>
                  {kind !== 'regression' && (
                    <>
                      <td>{none ? '–' : formatRisk(value)}</td>
                      <td className="bar-cell">{!none && <ShareBar share={value} mark={mark} />}</td>
                    </>
                  )}
                  <td>{none ? t('use.table.none') : (label ?? formatValue(value))}</td>
                  <td>
                    <RowNotes remarks={remarksOfRow(remarks, row)} all={remarks.inputs} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      {n > SHOWN && <p className="hint">{t('page.table.first', { n: formatCount(SHOWN) })}</p>}
    </>
  );
}
