import { Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Study } from '../../study/schema';
import { useApp } from '../store';
import { Fold } from './fold';
import classes from './quality.module.css';

const PARTS = ['population', 'moment', 'outcome', 'horizon'] as const;
type Part = (typeof PARTS)[number];

/** One sentence; taken over when its writing has ended, so that the history holds no half-written ones. */
function Sentence({ part, question }: { part: Part; question: Study['question'] }) {
  const { t } = useTranslation('question');
  const edit = useApp((s) => s.edit);
  const value = question[part];
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  return (
    <Textarea
      label={t(`${part}.label`)}
      placeholder={t(`${part}.example`)}
      autosize
      minRows={2}
      maxLength={500}
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => {
        const text = draft.trim();
        if (text !== value) edit((study) => ({ ...study, question: { ...study.question, [part]: text } }));
      }}
    />
  );
}

/** What the study asks, in four plain sentences of its author: they go into the study document and the report. */
export function QuestionForm() {
  const { t } = useTranslation('question');
  const question = useApp((s) => s.study?.question);
  if (!question) return null;
  const said = PARTS.filter((part) => question[part] !== '').length;
  return (
    <Fold title={t('title')} summary={t('said', { count: said, all: PARTS.length })} testId="question">
      <p className={classes.lead}>{t('lead')}</p>
      <div className={classes.question}>
        {PARTS.map((part) => (
          <Sentence key={part} part={part} question={question} />
        ))}
      </div>
      <p className={classes.lead}>{t('columns')}</p>
    </Fold>
  );
}
