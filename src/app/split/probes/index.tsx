import { Button, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ProbeQuestion } from '../../../engine/probes/api';
import type { Probe } from '../../../study/results/probe';
import type { Study } from '../../../study/schema';
import { useApp } from '../../store';
import { probedKey } from '../../store/probes-slice';
import { formatCount } from '../../ui/number';
import { Problem } from '../../ui/problem';
import { LeakAnswer } from './leak-answer';
import { PermutationAnswer } from './permutation-answer';
import classes from './probes.module.css';
import { ShortcutAnswer } from './shortcut-answer';

const isAnswer = (question: ProbeQuestion) => (probe: Probe) =>
  probe.kind === 'shortcut' ? probe.from === question : probe.kind === question;

function Answer({ probe }: { probe: Probe }) {
  switch (probe.kind) {
    case 'shortcut':
      return <ShortcutAnswer probe={probe} />;
    case 'permutation':
      return <PermutationAnswer probe={probe} />;
    case 'leak':
      return <LeakAnswer probe={probe} />;
  }
}

function Question({ question, study }: { question: ProbeQuestion; study: Study }) {
  const { t } = useTranslation('probes');
  const probing = useApp((s) => s.probing);
  const asked = useApp((s) => s.probed[question]);
  const probe = useApp((s) => s.journal.probes.findLast(isAnswer(question)));
  const ask = useApp((s) => s.probe);
  const stop = useApp((s) => s.stopProbe);
  const mine = probing.question === question;
  const working = mine && probing.error === null;
  const { progress } = probing;
  return (
    <li className={classes.card} data-testid={`probe-${question}`}>
      <div className={classes.head}>
        <h3>{t(`${question}.title`)}</h3>
        {working ? (
          <Button size="compact-sm" variant="default" onClick={stop}>
            {t('stop')}
          </Button>
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            disabled={probing.question !== null && probing.error === null}
            aria-label={`${t(probe ? 'again' : 'ask')}: ${t(`${question}.title`)}`}
            onClick={() => void ask(question)}
          >
            {t(probe ? 'again' : 'ask')}
          </Button>
        )}
      </div>
      <p className={classes.why}>{t(`${question}.why`)}</p>
      {working && (
        <p className={classes.working} role="status">
          <Loader size="xs" aria-hidden /> {t('working')}
          {progress && progress.total > 0 && ` ${formatCount(progress.done)}/${formatCount(progress.total)}`}
        </p>
      )}
      {mine && probing.error && <Problem error={probing.error} />}
      {probe && !working && (
        <>
          <Answer probe={probe} />
          <p className={classes.why}>
            {t('rows', { n: formatCount(probe.rows) })} {asked !== probedKey(study) && t('old')}
          </p>
        </>
      )}
    </li>
  );
}

/** Questions that a reviewer would put to the data, answered by a quick model on development rows. */
export function ProbesPanel({ study }: { study: Study }) {
  const { t } = useTranslation('probes');
  const questions: ProbeQuestion[] = [
    'leak',
    'metadata',
    ...(study.images ? ['borders' as const] : []),
    'permutation',
  ];
  return (
    <section aria-labelledby="probes-title">
      <h2 id="probes-title" className={classes.title}>
        {t('title')}
      </h2>
      <p className={classes.why}>{t('lead')}</p>
      <ul className={classes.list}>
        {questions.map((question) => (
          <Question key={question} question={question} study={study} />
        ))}
      </ul>
    </section>
  );
}
