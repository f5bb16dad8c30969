import { useTranslation } from 'react-i18next';
import { heatColour } from './heat-colours';
import classes from './pictures.module.css';

const STOPS = [0, 0.25, 0.5, 0.75, 1];

/** What the colours of a heat map mean. */
export function HeatLegend() {
  const { t } = useTranslation('images');
  const colours = STOPS.map((heat) => `rgb(${heatColour(heat).join(' ')})`).join(', ');
  return (
    <div className={classes.legend}>
      <span>{t('heat.little')}</span>
      <i style={{ background: `linear-gradient(to right, ${colours})` }} aria-hidden />
      <span>{t('heat.much')}</span>
    </div>
  );
}
