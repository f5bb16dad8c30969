import { Button, FileButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Stage } from '../frame/stage';
import { useApp } from '../store';
import { EmptyStage } from '../ui/empty-stage';
import { Notice } from '../ui/notice';
import { formatCount } from '../ui/number';
import { Problem } from '../ui/problem';
import { DriftTable } from './drift-table';
import { MappingTable } from './mapping-table';

/** Tables of several hospitals on their way to one; once they are, how the hospitals differ. */
export default function Hospitals() {
  const { t } = useTranslation('sites');
  const hospitals = useApp((s) => s.hospitals);
  const study = useApp((s) => s.study);
  const busy = useApp((s) => s.busy);
  const dropAll = useApp((s) => s.dropAll);
  const adoptHospitals = useApp((s) => s.adoptHospitals);
  const closeHospitals = useApp((s) => s.closeHospitals);
  if (!hospitals) {
    if (!study?.columns.some((c) => c.role === 'site')) return <EmptyStage title={t('noneTitle')} />;
    return (
      <Stage title={t('noneTitle')} wide secondary={<Back />}>
        {study.sources.length > 0 && (
          <Notice
            action={
              <FileButton multiple onChange={(files) => files.length > 0 && void dropAll(files)}>
                {(props) => (
                  <Button {...props} size="compact-sm" variant="default">
                    {t('drift.againButton')}
                  </Button>
                )}
              </FileButton>
            }
          >
            {t('drift.again')}
          </Notice>
        )}
        <DriftTable />
      </Stage>
    );
  }
  const { sources, review } = hospitals;
  const rows = sources.reduce((sum, source) => sum + source.rows, 0);
  const [first] = review.problems;
  return (
    <Stage
      title={t('title')}
      lead={t('lead', { count: sources.length, rows: formatCount(rows) })}
      wide
      aside={{
        why: t('aside.why'),
        reviewer: t('aside.reviewer'),
        paper: { label: t('aside.paper'), href: 'https://doi.org/10.1136/bmj-2023-074819' },
      }}
      primary={{
        label: t('make'),
        onClick: () => void adoptHospitals(),
        disabled: review.problems.length > 0,
        loading: busy !== null,
        hint: first ? t('problems', { count: review.problems.length }) : undefined,
      }}
      secondary={
        <Button variant="default" onClick={closeHospitals}>
          {t('cancel')}
        </Button>
      }
    >
      {first && <Problem error={first} />}
      <MappingTable {...hospitals} />
    </Stage>
  );
}

function Back() {
  const { t } = useTranslation('data');
  const go = useApp((s) => s.go);
  return (
    <Button variant="default" onClick={() => go('data')}>
      {t('title')}
    </Button>
  );
}
