import { useTranslation } from 'react-i18next';
import type { External } from '../../study/results/external';
import { formatEstimate } from '../ui/estimate';
import { formatFixed, formatPercent } from '../ui/number';
import { ScrollRegion } from '../ui/scroll-region';
import { DriftFigure } from './drift-figure';
import { driftRows } from './drift-rows';
import classes from './external.module.css';
import { NOTABLE } from './notable';

/** Who is different here: each input against the development rows. */
export function DriftPart({ external, target }: { external: External; target: string }) {
  const { t } = useTranslation('external');
  const { drift, membership } = external;
  const { sorted, known, notable } = driftRows(drift);
  const named = (column: string) => (column === target ? t('drift.outcome', { column }) : column);
  const share = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : formatPercent(value);
  return (
    <section className={classes.section} aria-labelledby="external-drift">
      <div>
        <h3 id="external-drift" className={classes.heading}>
          {t('drift.title')}
        </h3>
        <p className={classes.quiet}>
          {known.length > 0
            ? t('drift.lead', { notable: notable.length, all: known.length })
            : t('drift.unknown')}{' '}
          {membership && t('drift.membership', { auroc: formatEstimate(membership, 'index') })}
        </p>
      </div>
      <DriftFigure drift={drift} target={target} />
      <ScrollRegion className={classes.scroller} label={t('drift.title')}>
        <table className={classes.table} data-testid="external-drift">
          <thead>
            <tr>
              <th scope="col">{t('drift.column')}</th>
              <th scope="col">{t('drift.smd')}</th>
              <th scope="col">{t('drift.missing')}</th>
              <th scope="col">{t('drift.before')}</th>
              <th scope="col">{t('drift.outside')}</th>
              <th scope="col">{t('drift.unknownLevels')}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ column, difference, missing, before, absent, outside, unknown }) => (
              <tr key={column}>
                <th scope="row">{named(column)}</th>
                <td className={Math.abs(difference ?? 0) > NOTABLE ? classes.strong : undefined}>
                  {absent ? t('drift.absent') : difference === null ? '–' : formatFixed(difference, 2)}
                </td>
                <td>{column === target ? '–' : share(missing)}</td>
                <td>{column === target ? '–' : share(before)}</td>
                <td>{share(outside)}</td>
                <td>{share(unknown)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p className={classes.quiet}>{t('drift.note')}</p>
    </section>
  );
}
