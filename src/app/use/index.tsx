import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { winnerOf } from '../evaluate/result-state';
import { Stage } from '../frame/stage';
import { useApp } from '../store';
import { DropZone } from '../ui/drop-zone';
import { Notice } from '../ui/notice';
import { WorkProgress } from '../ui/work-progress';
import type { FormValues } from './form-values';
import { FurtherWays } from './further-ways';
import { ManyPatients } from './many-patients';
import { ModelCardView } from './model-card';
import { OnePatient } from './one-patient';
import { picturesRead } from './pictures/reads-pictures';
import classes from './use.module.css';

const PictureUse = lazy(() => import('./pictures').then((m) => ({ default: m.PictureUse })));

type View = 'one' | 'many';

/** What does the model say about this patient? */
export default function Use() {
  const { t } = useTranslation('use');
  const model = useApp((s) => s.model);
  const busy = useApp((s) => s.busy);
  const openModel = useApp((s) => s.openModel);
  const openGiven = useApp((s) => s.openGiven);
  const openWinner = useApp((s) => s.useWinner);
  const hasWinner = useApp((s) => winnerOf(s.journal) !== null);
  const [view, setView] = useState<View>(() => (useApp.getState().predictions ? 'many' : 'one'));
  /** A row of a table, taken into the form; `times`: a form anew each time. */
  const [given, setGiven] = useState<{ values: FormValues; times: number }>({ values: new Map(), times: 0 });
  const opening = busy?.kind === 'opening';

  return (
    <Stage
      title={t('title')}
      lead={t('lead')}
      aside={{
        why: t('aside.why'),
        reviewer: t('aside.reviewer'),
        paper: { label: t('aside.paper'), href: 'https://doi.org/10.1136/bmj-2023-078378' },
      }}
    >
      <Notice>{t('notADevice')}</Notice>
      {opening && busy ? (
        <WorkProgress busy={busy} />
      ) : (
        <div className={classes.source}>
          {model && <ModelCardView model={model} />}
          <DropZone
            label={model ? t('open.another') : t('open.label')}
            hint={t('open.hint')}
            button={t('open.button')}
            accept=".zip,.json"
            compact={model !== null}
            onFile={(file) => void (file.name.endsWith('.json') ? openGiven(file) : openModel(file))}
          />
        </div>
      )}
      {!model && !opening && hasWinner && (
        <Notice
          action={
            <Button variant="default" size="xs" onClick={() => void openWinner()}>
              {t('winner.action')}
            </Button>
          }
        >
          {t('winner.text')}
        </Notice>
      )}
      {model && picturesRead(model) && (
        <section className={classes.work} aria-label={t('view.one')}>
          <Suspense fallback={<Skeleton height={160} />}>
            <PictureUse key={modelKey(model.inputs, model.studyName)} model={model} />
          </Suspense>
          <FurtherWays />
        </section>
      )}
      {model && !picturesRead(model) && (
        <section className={classes.work} aria-label={t('view.label')}>
          <SegmentedControl
            className={classes.views}
            aria-label={t('view.label')}
            value={view}
            onChange={(value) => setView(value === 'many' ? 'many' : 'one')}
            data={[
              { value: 'one', label: t('view.one') },
              { value: 'many', label: t('view.many') },
            ]}
          />
          {/* Hidden and not gone: what was typed stays. Another model is another form. */}
          <div hidden={view !== 'one'}>
            <OnePatient
              key={`${given.times} ${modelKey(model.inputs, model.studyName)}`}
              model={model}
              given={given.values}
            />
          </div>
          {view === 'many' && (
            <ManyPatients
              model={model}
              onOpen={(values) => {
                setGiven({ values, times: given.times + 1 });
                setView('one');
              }}
            />
          )}
          <FurtherWays />
        </section>
      )}
    </Stage>
  );
}

const modelKey = (inputs: { name: string }[], study: string): string =>
  JSON.stringify([study, inputs.map((input) => input.name)]);
