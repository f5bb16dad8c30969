import { formatRisk, formatValue } from '../app/ui/number';
import { type Reading, thresholdOf } from '../app/use/reading';
import type { Predictions } from '../export/predictor';
import { useTexts } from './language';

/** A share of 1 as a bar, with a mark where the threshold is. The number stands beside it in words. */
export function ShareBar({ share, mark }: { share: number; mark?: number }) {
  return (
    <div className="bar" aria-hidden="true">
      <div className="bar-fill" style={{ width: `${100 * share}%` }} />
      {mark !== undefined && <div className="bar-mark" style={{ left: `${100 * Math.min(1, mark)}%` }} />}
    </div>
  );
}

interface ResultProps {
  predictions: Predictions;
  target: string;
  reading: Reading;
}

/** What the model says of one patient or picture. `data-value`: as computed. */
export function Result({ predictions, target, reading }: ResultProps) {
  const t = useTexts();
  const { kind, classes } = predictions;
  const threshold = thresholdOf(predictions);
  const { label, value } = reading;
  return (
    <div className="result" data-testid="result" data-value={value} data-label={label ?? undefined}>
      {kind === 'regression' && (
        <>
          <p>{t('use.result.value', { target })}</p>
          <p className="number">{formatValue(value)}</p>
        </>
      )}
      {kind === 'binary' && (
        <>
          <p>{t('use.result.probability', { target, label: classes[1] })}</p>
          <p className="number">{formatRisk(value)}</p>
          <ShareBar share={value} mark={threshold} />
          <p>
            {t(label === classes[1] ? 'use.result.above' : 'use.result.below', {
              target,
              label: label ?? '',
              threshold: formatRisk(threshold),
            })}
          </p>
        </>
      )}
      {kind === 'multiclass' && (
        <>
          <p>{t('use.result.mostProbable', { target })}</p>
          <p className="number">{label}</p>
          {reading.classes.map((one) => (
            <div key={one.label} className="class-row">
              <span>{one.label}</span>
              <span>{formatRisk(one.p)}</span>
              <ShareBar share={one.p} />
            </div>
          ))}
        </>
      )}
    </div>
  );
}
