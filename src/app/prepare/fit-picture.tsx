import { useTranslation } from 'react-i18next';
import classes from './prepare.module.css';

const PARTS = ['train', 'valid', 'test'] as const;

/** What a step learns comes from the training part alone and is then done to all three. */
export function FitPicture() {
  const { t } = useTranslation('prepare');
  return (
    <svg className={classes.picture} viewBox="0 0 240 116" role="img" aria-label={t('picture.label')}>
      {PARTS.map((part, at) => (
        <g key={part} data-part={part}>
          <rect x={2 + at * 82} y={72} width={72} height={40} rx={6} />
          <text x={38 + at * 82} y={96} textAnchor="middle">
            {t(`picture.${part}`)}
          </text>
          <path d={`M120 34 C120 54 ${38 + at * 82} 50 ${38 + at * 82} 70`} />
        </g>
      ))}
      <rect className={classes.learned} x={66} y={4} width={108} height={30} rx={15} />
      <text x={120} y={23} textAnchor="middle">
        {t('picture.learned')}
      </text>
    </svg>
  );
}
