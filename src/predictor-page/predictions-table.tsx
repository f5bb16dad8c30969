import { formatCount, formatRisk, formatValue } from '../app/ui/number';
import { readings, thresholdOf } from '../app/use/reading';
import type { Predictions } from '../export/predictor';
import { useTexts } from './language';
import { ShareBar } from './result';

const SHOWN = 20;

/** The first predictions, numbered as in the downloaded file; a row without what the model needs has none. */
export function PredictionsTable({ predictions, target }: { predictions: Predictions; target: string }) {
  const t = useTexts();
  const { kind, n, classes } = predictions;
  const rows = readings(predictions, 0, Math.min(n, SHOWN));
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
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, label, value }) => (
              <tr key={row} data-testid="prediction-row" data-value={value}>
                <td>{formatCount(row + 1)}</td>
                {kind !== 'regression' && (
                  <>
                    <td>{Number.isNaN(value) ? '' : formatRisk(value)}</td>
                    <td className="bar-cell">
                      {!Number.isNaN(value) && <ShareBar share={value} mark={mark} />}
                    </td>
                  </>
                )}
                <td>{Number.isNaN(value) ? t('use.table.none') : (label ?? formatValue(value))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {n > SHOWN && <p className="hint">{t('page.table.first', { n: formatCount(SHOWN) })}</p>}
    </>
  );
}
