import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CellReview, CommonReview } from '../../data/sites/review-sources';
import type { SourcePlan } from '../../study/schema';
import { formatCount } from '../ui/number';
import classes from './sites.module.css';

interface Props {
  site: string;
  column: CommonReview;
  cell: CellReview;
  plan: SourcePlan['columns'][number];
  onChange(levels: Record<string, string>): void;
}

/** What each level of a hospital is in the common table: asked where only a person knows, else in a fold. */
export function LevelFields({ site, column, cell, plan, onChange }: Props) {
  const { t } = useTranslation('sites');
  const { levels, open, proposal } = cell;
  if (!levels || !column.levels) return null;
  const asked = open.length > 0;
  if (!asked && !plan.levels) return null;
  const common = column.levels;
  const chosen = (label: string) =>
    plan.levels && Object.hasOwn(plan.levels, label)
      ? plan.levels[label]
      : open.includes(label)
        ? undefined
        : label;
  const fields = (
    <div className={classes.levels}>
      {levels.map(({ label, count }) => {
        const value = chosen(label);
        return [
          <span key={`${label}-name`}>{t('levelOf', { level: label, n: formatCount(count) })}</span>,
          <select
            key={`${label}-is`}
            className={classes.select}
            aria-label={t('level', { level: label, site })}
            value={value === undefined ? '?' : `=${value}`}
            onChange={(event) => onChange({ [label]: event.currentTarget.value.slice(1) })}
          >
            {value === undefined && <option value="?">{t('levelChoose')}</option>}
            {common.map((level) => (
              <option key={level} value={`=${level}`}>
                {level}
              </option>
            ))}
            {!common.includes(label) && (
              <option value={`=${label}`}>{t('levelOwn', { level: label })}</option>
            )}
            <option value="=">{t('levelMissing')}</option>
          </select>,
        ];
      })}
    </div>
  );
  if (!asked)
    return (
      <details className={classes.question}>
        <summary>{t('levels')}</summary>
        {fields}
      </details>
    );
  return (
    <div className={classes.question}>
      <p>{t('open')}</p>
      {fields}
      {proposal && (
        <>
          <p>{t(`proposal.${proposal.key}`)}</p>
          <Button size="compact-xs" variant="light" onClick={() => onChange(proposal.levels)}>
            {t('accept')}
          </Button>
        </>
      )}
    </div>
  );
}
