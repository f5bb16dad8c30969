import { useTranslation } from 'react-i18next';
import type { Drawn } from '../../../engine/images/api';
import { DrawnCanvas } from '../../pictures/drawn-canvas';
import { IntensityHistogram } from '../../pictures/intensity-histogram';
import { formatValue } from '../../ui/number';
import classes from './pictures.module.css';

interface Props {
  drawn: Drawn;
  tone: 'before' | 'after';
  /** Which picture it is. */
  what: string;
  /** One of several: the picture alone. */
  bare?: boolean;
}

/** One picture before or after a step: itself, its size, its intensities. */
export function Side({ drawn, tone, what, bare }: Props) {
  const { t } = useTranslation('images');
  const { low, high, full, histogram, unit } = drawn;
  const words = t(`prepare.${tone}`, { picture: what });
  return (
    <div className={classes.side}>
      <DrawnCanvas drawn={drawn} label={words} />
      {!bare && (
        <>
          <p className={classes.caption}>
            {full.width} × {full.height} × {full.channels} {t(`prepare.unit.${unit}`)}
          </p>
          <IntensityHistogram
            counts={histogram}
            low={low}
            high={high}
            tone={tone}
            label={t('prepare.histogram', {
              picture: words,
              low: formatValue(low),
              high: formatValue(high),
            })}
          />
        </>
      )}
    </div>
  );
}
