import { Button, Group, Skeleton, Text, Title } from '@mantine/core';
import { IconLock, IconRefresh } from '@tabler/icons-react';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { tableSteps } from '../../prep/image/partition';
import type { StepPlan, Study } from '../../study/schema';
import { Stage } from '../frame/stage';
import { useApp } from '../store';
import { EmptyStage } from '../ui/empty-stage';
import { Problem } from '../ui/problem';
import { AddStep } from './add-step';
import { FitPicture } from './fit-picture';
import { MisreadNotes } from './misread-notes';
import { Pipeline } from './pipeline';
import classes from './prepare.module.css';
import { StepPreviewPanel } from './step-preview';
import { useFlow } from './use-flow';

const PictureWorkbench = lazy(() => import('./pictures').then((m) => ({ default: m.PictureWorkbench })));

export default function PrepareScreen() {
  const { t } = useTranslation('prepare');
  const { t: i } = useTranslation('images');
  const study = useApp((s) => s.study);
  const go = useApp((s) => s.go);
  if (!study) return <EmptyStage title={t('title')} />;
  return (
    <Stage
      title={study.images ? i('prepare.question') : t('title')}
      wide={study.images !== undefined}
      lead={study.images ? i('prepare.lead') : t('lead')}
      aside={{
        why: study.images ? i('prepare.aside.why') : t('aside.why'),
        reviewer: study.images ? i('prepare.aside.reviewer') : t('aside.reviewer'),
        picture: <FitPicture />,
      }}
      primary={
        study.task
          ? { label: t('next'), onClick: () => go('train') }
          : { label: t('toData'), onClick: () => go('data') }
      }
    >
      {study.task ? <Benches study={study} /> : <Text>{t('noTarget')}</Text>}
    </Stage>
  );
}

/** Pictures have a workbench of their own; columns beside them stand below it. */
function Benches({ study }: { study: Study }) {
  const { t } = useTranslation('images');
  if (!study.images) return <Workbench study={study} steps={study.steps} />;
  const columns = study.columns.some((column) => column.role === 'feature');
  return (
    <Suspense fallback={<Skeleton height={480} />}>
      <PictureWorkbench study={study} />
      {columns && (
        <section aria-labelledby="prepare-columns">
          <Title order={2} size="h3" id="prepare-columns" mb="sm">
            {t('prepare.columns')}
          </Title>
          <Workbench study={study} steps={tableSteps(study.steps)} />
        </section>
      )}
    </Suspense>
  );
}

function Workbench({ study, steps: shown }: { study: Study; steps: StepPlan[] }) {
  const { t } = useTranslation('prepare');
  const { stepId, error } = useApp((s) => s.preview);
  const findings = useApp((s) => s.findings.value);
  const showStep = useApp((s) => s.showStep);
  const proposeSteps = useApp((s) => s.proposeSteps);
  const { flow, pending } = useFlow(study);
  const misread = useApp((s) => s.misread.value) ?? [];
  // What is no number at the end stands there, in the picture.
  const general = misread.filter((m) => m.stepId === null && !m.key.endsWith('Left'));
  const open = shown.find((s) => s.id === stepId);
  const first = shown[0]?.id ?? null;

  // One card is always open; where it was removed, the first one is.
  const nothingOpen = open === undefined;
  useEffect(() => {
    if (nothingOpen && first !== null) showStep(first);
  }, [nothingOpen, first, showStep]);
  // Away from this screen an edit should not make the engine prepare pictures.
  useEffect(() => () => showStep(null), [showStep]);

  // A comparison is of the pipeline as it was: beside another one it would be a wrong number.
  const cancelComparison = useApp((s) => s.cancelComparison);
  const { data, columns, task, split, seed, steps } = study;
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are the decisions that a comparison hangs on
  useEffect(
    () => () => cancelComparison(),
    [cancelComparison, data?.sha256, columns, task, split, seed, steps],
  );

  const misleading = (findings ?? []).flatMap((f) => (f.error?.code.startsWith('prep.') ? [f.error] : []));
  return (
    <div className={classes.screen}>
      <Group gap="sm" mb="md">
        <AddStep places={flow?.places ?? null} />
        <Button
          variant="subtle"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => proposeSteps()}
        >
          {t('propose')}
        </Button>
        <Text size="sm" c="dimmed" className={classes.note}>
          <IconLock size={16} aria-hidden />
          <span>{t('fitted')}</span>
        </Text>
      </Group>
      {!error && misleading.map((found) => <Problem key={found.code} error={found} />)}
      {general.length > 0 && (
        <div className={classes.general}>
          <MisreadNotes found={general} />
        </div>
      )}
      <div className={classes.columns}>
        {shown.length === 0 ? (
          <Text className={classes.empty}>{t('empty')}</Text>
        ) : (
          <Pipeline
            steps={shown}
            openId={open?.id ?? null}
            brokenId={error ? (open?.id ?? null) : null}
            flow={flow}
            pending={pending}
            misread={misread}
          />
        )}
        {open && <StepPreviewPanel plan={open} />}
      </div>
    </div>
  );
}
