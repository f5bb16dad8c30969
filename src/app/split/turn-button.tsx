import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NESTED, nestedSplit } from '../../study/split-kinds';
import { useApp } from '../store';
import classes from './split.module.css';

/** One click from a test part that is too small to everybody in turn, and what that costs. */
export function TurnButton() {
  const { t } = useTranslation('split');
  const edit = useApp((s) => s.edit);
  return (
    <div className={classes.smallAction}>
      <Button onClick={() => edit((study) => ({ ...study, split: nestedSplit(study.split) }))}>
        {t('small.action')}
      </Button>
      <span>{t('small.cost', { n: NESTED.k * NESTED.repeats, k: NESTED.k, repeats: NESTED.repeats })}</span>
    </div>
  );
}
