import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CaseList } from '../../cases/case-list';
import caseClasses from '../../cases/cases.module.css';
import { useCaseWords } from '../../cases/use-case-words';
import { useCases } from '../../cases/use-cases';
import { useApp } from '../../store';
import { Problem } from '../../ui/problem';
import { HeatView } from './heat-view';

/** Where the model looks, test picture by test picture. */
export function PictureExplanations({ sha256, names }: { sha256: string; names: string[] }) {
  const { t } = useTranslation('images');
  const { cases, error } = useCases();
  const looked = useApp((s) => s.lookedAt);
  const [chosen, setChosen] = useState<number | null>(looked);
  const words = useCaseWords(names);
  if (error) return <Problem error={error} />;
  if (!cases) return <Skeleton height={320} aria-hidden />;
  const current = cases.find(({ row }) => row === chosen) ?? cases[0];
  if (!current) return <p className={caseClasses.about}>{t('cases.none.right')}</p>;
  return (
    <>
      <HeatView row={current.row} words={words(current)} names={names} />
      <section aria-labelledby="explain-cases">
        <h2 id="explain-cases" className={caseClasses.title}>
          {t('heat.cases')}
        </h2>
        <p className={caseClasses.keys}>{t('heat.keys')}</p>
        <CaseList cases={cases} sha256={sha256} names={names} chosen={current.row} onChoose={setChosen} />
      </section>
    </>
  );
}
