import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import { Problem } from '../ui/problem';
import { ScrollRegion } from '../ui/scroll-region';
import classes from './sites.module.css';

/** From nothing at 0 to the full tint at an SMD of 1 or all missing. */
const tint = (share: number) => ({
  background: `color-mix(in srgb, var(--mantine-primary-color-filled) ${Math.round(Math.min(1, share) * 45)}%, transparent)`,
});

/** How the sites of the open study differ, column by column: the largest differences first. */
export function DriftTable() {
  const { t } = useTranslation('sites');
  const study = useApp((s) => s.study);
  const { value, error } = useApp((s) => s.drift);
  const askDrift = useApp((s) => s.askDrift);
  const task = study?.task;
  useEffect(() => {
    if (study?.task) void askDrift();
  }, [study, askDrift]);
  if (!task) return <p className={classes.quiet}>{t('drift.task')}</p>;
  if (error) return <Problem error={error} />;
  if (!value) return null;
  const smd = (number: number | null) =>
    number === null ? (
      t('drift.none')
    ) : (
      <span className={classes.heat} style={tint(number)}>
        {number.toFixed(2)}
      </span>
    );
  const columns = [...value.columns].sort((a, b) => (b.smd ?? -1) - (a.smd ?? -1));
  const shown = value.sites.some((s) => s.prevalence);
  return (
    <section>
      <h2 className={classes.heading}>{t('drift.title')}</h2>
      <p className={classes.quiet}>{t('drift.lead')}</p>
      <ScrollRegion className={classes.scroller} label={t('drift.title')}>
        <table className={`${classes.table} ${classes.drift}`}>
          <caption className={classes.quiet}>{t('drift.caption')}</caption>
          <thead>
            <tr>
              <th scope="col" className={classes.common}>
                {t('drift.column')}
              </th>
              <th scope="col">{t('drift.smd')}</th>
              {value.sites.map(({ site }) => (
                <th scope="col" key={site}>
                  {t('drift.site', { site })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown && (
              <tr>
                <th scope="row" className={classes.common}>
                  {t('drift.prevalence')}
                </th>
                <td />
                {value.sites.map(({ site, prevalence }) => (
                  <td key={site}>
                    {prevalence?.share == null
                      ? t('drift.none')
                      : `${Math.round(prevalence.share * 100)} % (${prevalence.n})`}
                  </td>
                ))}
              </tr>
            )}
            {columns.map((column) => (
              <tr key={column.name}>
                <th scope="row" className={classes.common}>
                  {column.name}
                </th>
                <td>{smd(column.smd)}</td>
                {value.sites.map(({ site }, i) => (
                  <td key={site}>
                    {smd(column.smds[i])}{' '}
                    <span className={classes.heat} style={tint(column.missing[i])}>
                      {Math.round(column.missing[i] * 100)} %
                    </span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}
