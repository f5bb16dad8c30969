import { useTranslation } from 'react-i18next';
import type { StartAnswer } from '../../engine/starting/api';
import type { Study } from '../../study/schema';
import sites from '../sites/sites.module.css';
import { SourceCell } from '../sites/source-cell';
import { useApp } from '../store';
import { Notice } from '../ui/notice';
import { formatCount } from '../ui/number';
import { ScrollRegion } from '../ui/scroll-region';
import classes from './import.module.css';

/** So many columns are named in one sentence. */
const NAMED = 10;

const listed = (names: string[]): string =>
  names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ', …' : '');

interface Props {
  start: StartAnswer;
  study: Study;
}

/** Which column of the table is which of the study, and what that makes of the study before anything is run. */
export function StartMapping({ start, study }: Props) {
  const { t } = useTranslation(['import', 'data', 'rooms']);
  const edit = useApp((s) => s.editStart);
  const { sources, review, missing, extra, unread, replaced, stepsLost, joins, rows } = start;
  const features = missing.filter(({ role }) => role === 'feature').map(({ name }) => name);
  const others = missing.filter(({ role }) => role !== 'feature');
  const roleOf = (name: string) => study.columns.find((column) => column.name === name)?.role;
  const order = new Map(study.columns.map(({ name }, i) => [name, i]));
  const place = (name: string) => (name === study.task?.target ? -1 : (order.get(name) ?? order.size));
  const columns = [...review.columns].sort((a, b) => place(a.name) - place(b.name));
  return (
    <div className={classes.waiting} data-testid="start-mapping">
      {features.length > 0 && (
        <Notice tone="warn" title={t('missing.features', { count: features.length })}>
          {t('missing.featuresText', { columns: listed(features) })}
        </Notice>
      )}
      {others.length > 0 && (
        <Notice tone="warn" title={t('missing.others', { count: others.length })}>
          {t('missing.othersText', {
            columns: others.map(({ name, role }) => `${name} (${t(`data:role.${role}`)})`).join(', '),
          })}
        </Notice>
      )}
      {unread.length > 0 && (
        <Notice tone="warn" title={t('unread.title')}>
          {t('unread.text', {
            columns: listed(
              unread.map((one) =>
                t('unread.in', { name: one.name, count: one.rows, n: formatCount(one.rows) }),
              ),
            ),
          })}
        </Notice>
      )}
      {(replaced.length > 0 || stepsLost.length > 0) && (
        <Notice title={t('replaced.title')}>
          <ul className={classes.list}>
            {replaced.map((what) => (
              <li key={what}>{t(`replaced.${what}`)}</li>
            ))}
            {stepsLost.map((step) => (
              <li key={step}>{t('replaced.step', { step: t(`rooms:steps.${step}.title`) })}</li>
            ))}
          </ul>
        </Notice>
      )}
      {joins > 0 && <Notice>{t('joins', { count: joins })}</Notice>}
      {extra.length > 0 && (
        <p className={classes.about}>{t('extra', { count: extra.length, columns: listed(extra) })}</p>
      )}
      <ScrollRegion className={sites.scroller} label={t('mapping.table')}>
        <table className={sites.table}>
          <thead>
            <tr>
              <th scope="col" className={sites.common}>
                {t('mapping.study')}
              </th>
              <th scope="col">
                {t('mapping.yours')}
                <p className={sites.quiet}>{t('mapping.rows', { count: rows, n: formatCount(rows) })}</p>
              </th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <tr key={column.name} data-testid="start-row">
                <th scope="row" className={sites.common}>
                  {column.name}
                  {roleOf(column.name) !== 'feature' && (
                    <p className={sites.quiet}>{t(`data:role.${roleOf(column.name) ?? 'ignore'}`)}</p>
                  )}
                  {column.unit && <p className={sites.quiet}>{t('mapping.unit', { unit: column.unit })}</p>}
                  {column.levels && column.levels.length > 0 && column.levels.length <= 6 && (
                    <p className={sites.quiet}>{column.levels.join(' · ')}</p>
                  )}
                </th>
                <SourceCell
                  sources={sources}
                  at={1}
                  columns={review.hospitals[1].columns}
                  column={column}
                  absent={t('mapping.absent')}
                  onEdit={edit}
                />
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}
