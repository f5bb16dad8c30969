import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../guard/finding';
import classes from './finding-list.module.css';
import { useErrorParts } from './use-error-parts';
import { useFix } from './use-fix';

const ICONS = { stop: IconCircleX, warn: IconAlertTriangle, question: IconHelpCircle, fine: IconHelpCircle };

/**
 * What the checks before training found: what, why it matters, what to do, and one click that does it. What blocks
 * comes first; what is in order is not in this list.
 */
export function FindingList({ findings }: { findings: Finding[] }) {
  const { t } = useTranslation('common');
  const { t: quality } = useTranslation('quality');
  const fixWith = useFix();
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
        const Icon = ICONS[finding.level];
        if (finding.level === 'fine') return null;
        return (
          <li
            key={`${finding.key}${what}`}
            data-level={finding.level}
            data-key={finding.key}
            data-testid="finding"
          >
            <Icon size={18} aria-hidden />
            <div>
              <p className={classes.what}>
                <span className={classes.level}>{t(`finding.level.${finding.level}`)}</span> {what}
              </p>
              <p>{why}</p>
              <p className={classes.remedy}>{remedy}</p>
              {finding.fixes && finding.fixes.length > 0 && (
                <div className={classes.fixes}>
                  {finding.fixes.map((fix) => {
                    const label = quality(`fix.${fix.key}`);
                    return (
                      <Button
                        key={fix.key}
                        size="compact-sm"
                        variant="default"
                        aria-label={quality('fixOf', { fix: label, what })}
                        onClick={() => fixWith(fix)}
                      >
                        {label}
                      </Button>
                    );
                  })}
                </div>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
