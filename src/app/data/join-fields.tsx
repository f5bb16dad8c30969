import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { JoinAnswer } from '../../engine/protocol';
import type { JoinPlan } from '../../study/schema';
import { useApp } from '../store';
import { Notice } from '../ui/notice';
import classes from './join.module.css';

interface Props {
  answer: JoinAnswer;
  plan: JoinPlan;
}

/** By which columns the two tables meet. */
export function JoinFields({ answer, plan }: Props) {
  const { t } = useTranslation('join');
  const editJoin = useApp((s) => s.editJoin);
  const key = (side: 'left' | 'right') => (
    <NativeSelect
      label={t(`key.${side}`)}
      value={plan.key[side]}
      data={answer[side]}
      onChange={(event) => {
        const name = event.currentTarget.value;
        void editJoin((now) => ({ ...now, key: { ...now.key, [side]: name } }));
      }}
    />
  );
  return (
    <>
      <p className={classes.lead}>{t(plan.long ? 'long' : 'wide')}</p>
      <div className={classes.fields}>
        {key('left')}
        {key('right')}
      </div>
      {!plan.long && (
        <Notice tone="warn" title={t('late.title')}>
          {t('late.wide')}
        </Notice>
      )}
    </>
  );
}
