import { Button, Loader, NativeSelect, Table, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Study } from '../../study/schema';
import type { BackendReport } from '../../train/trainer';
import { useUnits } from '../i18n/units';
import { useApp } from '../store';
import classes from './backend-panel.module.css';

const CHOICES: Study['backend'][] = ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'];

function Row({ report, used }: { report: BackendReport; used: boolean }) {
  const { t } = useTranslation('frame');
  const units = useUnits();
  const { backend, adapter, software, stepMs, pictureStepMs, gradientError, gradientsRight, why } = report;
  const checked = gradientError !== null;
  return (
    <Table.Tr data-testid="backend-row" data-used={used}>
      <Table.Th scope="row">
        {t(`backend.names.${backend}`)}
        {used && <span className={classes.used}>{t('backend.used')}</span>}
        {adapter && <span className={classes.detail}>{adapter}</span>}
        {software && <span className={classes.detail}>{t('why.software', { ns: 'train-backends' })}</span>}
        {checked && (
          <span className={gradientsRight ? classes.detail : classes.wrong}>
            {t(gradientsRight ? 'backend.right' : 'backend.wrong', { error: gradientError.toExponential(0) })}
          </span>
        )}
        {why && <span className={classes.why}>{t(`why.${why}`, { ns: 'train-backends' })}</span>}
      </Table.Th>
      <Table.Td>{stepMs === null ? t('backend.notRun') : units.milliseconds(stepMs)}</Table.Td>
      <Table.Td>
        {pictureStepMs === null
          ? t('backend.notRun')
          : pictureStepMs.map(({ side, ms }) => (
              <span key={side} className={classes.size}>
                {units.milliseconds(ms)}
                <span className={classes.detail}>{t('backend.side', { side })}</span>
              </span>
            ))}
      </Table.Td>
    </Table.Tr>
  );
}

/** All backends, what the self-test of gradients and speed found about each, and which to use. */
export function BackendPanel() {
  const { t } = useTranslation('frame');
  const reports = useApp((s) => s.backends);
  const backend = useApp((s) => s.backend);
  const wanted = useApp((s) => s.study?.backend);
  const edit = useApp((s) => s.edit);
  const testBackends = useApp((s) => s.testBackends);
  return (
    <div className={classes.panel}>
      <Text size="sm">{t('backend.lead')}</Text>
      {reports ? (
        <Table className={classes.table} verticalSpacing="xs" horizontalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('backend.column.backend')}</Table.Th>
              <Table.Th scope="col">{t('backend.column.table')}</Table.Th>
              <Table.Th scope="col">{t('backend.column.pictures')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {reports.map((report) => (
              <Row key={report.backend} report={report} used={report.backend === backend} />
            ))}
          </Table.Tbody>
        </Table>
      ) : (
        <div className={classes.waiting} role="status">
          <Loader size="xs" aria-hidden /> {t('backend.testing')}
        </div>
      )}
      <div className={classes.actions}>
        {wanted && (
          <NativeSelect
            className={classes.select}
            label={t('backend.choose')}
            value={wanted}
            data={CHOICES.map((value) => ({ value, label: t(`backend.choice.${value}`) }))}
            onChange={(event) => {
              const chosen = CHOICES.find((choice) => choice === event.currentTarget.value) ?? 'auto';
              edit((study) => ({ ...study, backend: chosen }));
            }}
          />
        )}
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={reports === null}
          onClick={() => void testBackends(true)}
        >
          {t('backend.again')}
        </Button>
      </div>
    </div>
  );
}
