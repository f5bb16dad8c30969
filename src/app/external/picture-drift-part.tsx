import { useTranslation } from 'react-i18next';
import type { ExternalPictures } from '../../study/results/external';
import { Notice } from '../ui/notice';
import { formatCount, formatFixed } from '../ui/number';
import { ScrollRegion } from '../ui/scroll-region';
import classes from './external.module.css';
import { NOTABLE } from './notable';

type Property = ExternalPictures['properties'][number];

/** Sides are whole pixels; the rest are small numbers. */
const digitsOf = (property: Property['property']) => (property === 'width' || property === 'height' ? 0 : 3);

/** What the pictures are like here, by what can be measured of any picture. */
export function PictureDriftPart({ pictures }: { pictures: ExternalPictures }) {
  const { t } = useTranslation('external');
  const { properties, copies } = pictures;
  const write = (moments: Property['here'], property: Property['property']) => {
    if (!moments) return '–';
    const digits = digitsOf(property);
    const sd = moments.sd === null ? '–' : formatFixed(moments.sd, digits);
    return `${formatFixed(moments.mean, digits)} (${sd})`;
  };
  return (
    <section className={classes.section} aria-labelledby="external-pictures">
      <div>
        <h3 id="external-pictures" className={classes.heading}>
          {t('pictures.title')}
        </h3>
        <p className={classes.quiet}>{t('pictures.note')}</p>
        {copies === null && <p className={classes.quiet}>{t('pictures.noBefore')}</p>}
      </div>
      {copies !== null && copies > 0 && (
        <Notice tone="warn">{t('pictures.copies', { count: copies, n: formatCount(copies) })}</Notice>
      )}
      <ScrollRegion className={classes.scroller} label={t('pictures.title')}>
        <table className={classes.table} data-testid="external-picture-drift">
          <thead>
            <tr>
              <th scope="col">{t('pictures.property')}</th>
              <th scope="col">{t('pictures.here')}</th>
              <th scope="col">{t('pictures.before')}</th>
              <th scope="col">{t('pictures.smd')}</th>
            </tr>
          </thead>
          <tbody>
            {properties.map(({ property, here, before, difference }) => (
              <tr key={property}>
                <th scope="row">{t(`pictures.${property}`)}</th>
                <td>{write(here, property)}</td>
                <td>{write(before, property)}</td>
                <td className={Math.abs(difference ?? 0) > NOTABLE ? classes.strong : undefined}>
                  {difference === null ? '–' : formatFixed(difference, 2)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}
