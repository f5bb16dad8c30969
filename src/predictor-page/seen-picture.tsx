import { useState } from 'react';
import { formatCount } from '../app/ui/number';
import type { Reading } from '../app/use/reading';
import type { Predictions } from '../export/predictor';
import { type ErrorRecord, errorRecord } from '../study/errors';
import type { Answers } from './answer';
import { DrawnPicture } from './drawn-picture';
import { useTexts } from './language';
import { Problem } from './notice';
import type { SeenPicture } from './picture-answers';
import { Result } from './result';

interface SeenProps {
  answers: Answers;
  picture: SeenPicture;
  predictions: Predictions;
  reading: Reading;
}

/** One picture, what the model says of it, and on demand where it looked. */
export function Seen({ answers, picture, predictions, reading }: SeenProps) {
  const t = useTexts();
  const [heat, setHeat] = useState<Float32Array | ErrorRecord | 'asked' | 'none' | null>(null);
  const { kind, classes } = predictions;
  const label = t('images.picture', { n: formatCount(reading.row + 1), name: picture.file.name });
  const leftOut = Number.isNaN(reading.value);
  const ask = () => {
    setHeat('asked');
    const unit = kind === 'regression' ? 0 : classes.indexOf(reading.label ?? '');
    answers.heat(picture, unit).then(
      (map) => setHeat(map ?? 'none'),
      (thrown) => setHeat(errorRecord(thrown)),
    );
  };
  return (
    <li className="card" data-testid="picture-prediction">
      <DrawnPicture drawn={picture.drawn} heat={heat instanceof Float32Array ? heat : null} label={label} />
      <div className="stack">
        <p className="hint">{label}</p>
        {leftOut ? (
          <p>{t('images.leftOut')}</p>
        ) : (
          <Result predictions={predictions} target={answers.predictor.task.target} reading={reading} />
        )}
        {heat === null && !leftOut && (
          <button type="button" onClick={ask}>
            {t('page.where.ask')}
          </button>
        )}
        {heat === 'asked' && <p className="hint">{t('page.busy')}</p>}
        {heat === 'none' && <p className="hint">{t('images.noHeat')}</p>}
        {heat instanceof Float32Array && (
          <p className="hint" data-testid="heat">
            {t('page.where.told')}
          </p>
        )}
        {heat !== null && typeof heat === 'object' && 'code' in heat && <Problem error={heat} />}
      </div>
    </li>
  );
}
