import { useTranslation } from 'react-i18next';
import type { ColumnProfile } from '../../data/profile-types';
import { SparkBars } from '../charts/spark-bars';
import { SparkHistogram } from '../charts/spark-histogram';
import { formatCount, formatPercent, formatValue } from '../ui/number';
import classes from './data.module.css';

/** A column's distribution with the two numbers or names that say most. */
export function ColumnPicture({ profile }: { profile: ColumnProfile }) {
  const { t } = useTranslation('data');
  const { numeric, histogram, levels, name, distinct } = profile;
  if (numeric && histogram) {
    const [min, max, median] = [numeric.min, numeric.max, numeric.median].map(formatValue);
    return (
      <div className={classes.picture}>
        <SparkHistogram counts={histogram} label={t('picture.numeric', { name, min, max, median })} />
        <p className={classes.ends}>
          <span>{min}</span>
          <span>{max}</span>
        </p>
      </div>
    );
  }
  if (levels && levels.length > 0) {
    const total = levels.reduce((sum, l) => sum + l.count, 0);
    const first = levels.reduce((most, level) => (level.count > most.count ? level : most));
    const top = `${first.label}: ${formatPercent(first.count / Math.max(1, total))}`;
    return (
      <div className={classes.picture}>
        <SparkBars levels={levels} label={t('picture.levels', { name, count: distinct, top })} />
        <p className={classes.ends}>
          <span>{top}</span>
        </p>
      </div>
    );
  }
  return (
    <p className={classes.evidence}>{t('picture.none', { count: distinct, n: formatCount(distinct) })}</p>
  );
}
