import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../guard/finding';
import classes from './finding-list.module.css';
import { useErrorParts } from './use-error-parts';

/** What the checks before training found: what, why it matters, what to do. What blocks comes first. */
export function FindingList({ findings }: { findings: Finding[] }) {
  const { t } = useTranslation('common');
  const { t: guard } = useTranslation('guard');
  const parts = useErrorParts();
  const said = ({ key, params, error }: Finding) => {
    if (!error)
      return {
        what: guard(`${key}.what`, params),
        why: guard(`${key}.why`, params),
        remedy: guard(`${key}.remedy`, params),
      };
    const { got, wanted, where, do: remedy } = parts(error);
    return { what: t('finding.got', { got, where }), why: t('finding.wanted', { wanted }), remedy };
  };
  return (
    <ul className={classes.list}>
      {findings.map((finding) => {
        const { what, why, remedy } = said(finding);
        const Icon = finding.level === 'stop' ? IconCircleX : IconAlertTriangle;
        return (
          <li key={`${finding.key}${what}`} data-level={finding.level} data-testid="finding">
            <Icon size={18} aria-hidden />
            <div>
              <p className={classes.what}>
                <span className={classes.level}>{t(`finding.level.${finding.level}`)}</span> {what}
              </p>
              <p>{why}</p>
              <p className={classes.remedy}>{remedy}</p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
