import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../ui/number';
import classes from './gallery.module.css';
import { PROBLEMS, type Problem } from './sections';

interface Props {
  counts: Record<Problem, number>;
  all: number;
  chosen: Problem | null;
  onChange(problem: Problem | null): void;
}

/** All pictures, or those with one problem: what is wrong stands first and says how much of it there is. */
export function GalleryFilters({ counts, all, chosen, onChange }: Props) {
  const { t } = useTranslation('images');
  const there = (Object.keys(PROBLEMS) as Problem[]).filter((problem) => counts[problem] > 0);
  return (
    <div className={classes.filters} role="toolbar" aria-label={t('gallery.filters')}>
      {there.map((problem) => (
        <UnstyledButton
          key={problem}
          className={classes.chip}
          data-warn
          aria-pressed={chosen === problem}
          onClick={() => onChange(chosen === problem ? null : problem)}
        >
          <IconAlertTriangle size={14} aria-hidden />
          {t(`gallery.problem.${problem}`)} <strong>{formatCount(counts[problem])}</strong>
        </UnstyledButton>
      ))}
      <UnstyledButton className={classes.chip} aria-pressed={chosen === null} onClick={() => onChange(null)}>
        {t('gallery.all')} <strong>{formatCount(all)}</strong>
      </UnstyledButton>
      {there.length === 0 && <span className={classes.none}>{t('gallery.noProblems')}</span>}
      {chosen && <p className={classes.about}>{t(`gallery.about.${chosen}`)}</p>}
    </div>
  );
}
