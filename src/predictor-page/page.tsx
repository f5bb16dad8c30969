import { type ReactNode, useState } from 'react';
import type { AboutModel } from '../export/embedded-model';
import type { Answers } from './answer';
import { Choice } from './choice';
import { Facts } from './facts';
import { useTexts } from './language';
import { ManyPatients } from './many-patients';
import { Notice } from './notice';
import { OnePatient } from './one-patient';
import { Pictures } from './pictures';

interface PageProps {
  answers: Answers | null;
  about: AboutModel | undefined;
  /** The switch to the other language. */
  language: ReactNode;
}

/** What does the model say about this patient? Without the application and without a network. */
export function Page({ answers, about = {}, language }: PageProps) {
  const t = useTexts();
  if (!answers) return <main className="page">{t('page.empty')}</main>;
  const { predictor } = answers;
  const reads = predictor.members.some(({ picture }) => picture) ? 'pictures' : 'table';
  const purpose = reads === 'pictures' ? 'page.purpose.pictures' : 'page.purpose.default';
  return (
    <main className="page">
      <header className="head">
        <h1>{predictor.meta.studyName || t('use.card.unnamed')}</h1>
        {language}
      </header>
      <Notice>
        <p>
          <strong>{t('use.notADevice')}</strong> {t('page.private')}
        </p>
      </Notice>
      <div className="about">
        <Facts predictor={predictor} about={about} />
        <section className="card" aria-labelledby="purpose">
          <h2 id="purpose">{t('page.purpose.title')}</h2>
          <p className="purpose">{about.intendedUse?.trim() || t(purpose)}</p>
        </section>
      </div>
      {reads === 'pictures' ? <Pictures answers={answers} /> : <Patients answers={answers} />}
    </main>
  );
}

const VIEWS = ['one', 'many'] as const;

function Patients({ answers }: { answers: Answers }) {
  const t = useTexts();
  const [view, setView] = useState<(typeof VIEWS)[number]>('one');
  return (
    <>
      <Choice
        name="view"
        legend={t('use.view.label')}
        options={VIEWS.map((name) => [name, t(`use.view.${name}`)] as const)}
        value={view}
        onChange={setView}
      />
      {/* Hidden and not gone: what was typed, and what a table was answered, stays. */}
      <div hidden={view !== 'one'}>
        <OnePatient answers={answers} />
      </div>
      <div hidden={view !== 'many'}>
        <ManyPatients answers={answers} />
      </div>
    </>
  );
}
