import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Stage } from '../frame/stage';
import { useApp } from '../store';
import { Notice } from '../ui/notice';
import { Problem } from '../ui/problem';
import { WorkProgress } from '../ui/work-progress';
import { BundleQuestion } from './bundle-question';
import { StartMapping } from './start-mapping';
import { TableWanted } from './table-wanted';

/** What is to become of a bundle or a study file that was dropped? */
export default function Import() {
  const { t } = useTranslation('import');
  const given = useApp((s) => s.given);
  const start = useApp((s) => s.start);
  const busy = useApp((s) => s.busy);
  const adoptStart = useApp((s) => s.adoptStart);
  const anotherStart = useApp((s) => s.anotherStart);
  const closeGiven = useApp((s) => s.closeGiven);
  const [problem] = start?.problems ?? [];
  const title = start ? 'mapping.title' : given?.bundle ? 'bundle.title' : 'study.title';
  const lead = start ? 'mapping.lead' : given?.bundle ? 'bundle.lead' : 'study.lead';
  return (
    <Stage
      title={t(title)}
      lead={t(lead)}
      wide={start !== null}
      aside={{
        why: t('aside.why'),
        reviewer: t('aside.reviewer'),
        paper: { label: t('aside.paper'), href: 'https://doi.org/10.1136/bmj-2023-078378' },
      }}
      primary={
        start
          ? {
              label: t('mapping.start'),
              onClick: () => void adoptStart(),
              disabled: start.problems.length > 0 || busy !== null,
              loading: busy !== null,
              hint: problem ? t('mapping.problems', { count: start.problems.length }) : undefined,
            }
          : undefined
      }
      secondary={
        <>
          {start && (
            <Button variant="default" onClick={anotherStart}>
              {t('mapping.another')}
            </Button>
          )}
          <Button variant="default" onClick={closeGiven}>
            {t('close')}
          </Button>
        </>
      }
    >
      {!given && !busy && <Notice title={t('none.title')}>{t('none.text')}</Notice>}
      {busy && <WorkProgress busy={busy} />}
      {given && !start && !busy && given.bundle && <BundleQuestion card={given.bundle.card} />}
      {given && !start && !busy && <TableWanted template={given.template} asked={given.bundle !== null} />}
      {given && start && !busy && (
        <>
          {problem && <Problem error={problem} />}
          <StartMapping start={start} study={given.template.study} />
        </>
      )}
    </Stage>
  );
}
