import { useTranslation } from 'react-i18next';
import type { External } from '../../study/results/external';
import { Figure } from '../charts/figure';
import { DriftChart } from './drift-chart';
import { driftRows } from './drift-rows';
import { NOTABLE } from './notable';

/** In the figure; the table has all. */
const MOST = 25;

/** How far each column of another hospital is from the development rows'; nothing where none can be told. */
export function DriftFigure({ drift, target }: { drift: External['drift']; target: string }) {
  const { t } = useTranslation('external');
  const { known, notable } = driftRows(drift);
  const named = (column: string) => (column === target ? t('drift.outcome', { column }) : column);
  if (known.length === 0) return null;
  return (
    <Figure title={t('drift.figure')} fileName="external-drift" maxWidth={720} caption={t('drift.caption')}>
      {(width) => (
        <DriftChart
          width={width}
          description={t('drift.description', {
            names: notable
              .slice(0, 3)
              .map(({ column }) => named(column))
              .join(', '),
          })}
          label={t('drift.axis')}
          notable={NOTABLE}
          rows={known.slice(0, MOST).map(({ column, difference }) => ({
            name: named(column),
            value: Math.abs(difference ?? 0),
          }))}
        />
      )}
    </Figure>
  );
}
