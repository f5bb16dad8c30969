import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HeldRows } from '../../prep/holds-rows';
import { winnerOf } from '../evaluate/result-state';
import { useApp } from '../store';
import { metricText } from '../train/metric-text';
import { familyKey } from '../ui/family-key';
import { bestWithoutRows, leftOutWithoutRows } from './without-rows';

interface RowsDialogProps {
  opened: boolean;
  onClose(): void;
  /** The steps of the model that hold rows of patients. */
  held: readonly HeldRows[];
  /** The families of the model that are such rows. */
  models: readonly string[];
  onExport(): void;
}

/** Asked before a file leaves in which patients' rows stand as they are: what is inside, whose, and the way around it. */
export function RowsDialog({ opened, onClose, held, models, onExport }: RowsDialogProps) {
  const { t } = useTranslation(['take-home', 'rooms']);
  const { t: common } = useTranslation('common');
  const go = useApp((s) => s.go);
  const edit = useApp((s) => s.edit);
  const kind = useApp((s) => s.journal.study?.task?.kind);
  const other = useApp((s) => (models.length > 0 ? bestWithoutRows(s.journal, s.study) : null));
  const without = useWithout(other?.config.family, other?.score?.metric);
  const then = (act: () => void) => () => {
    onClose();
    act();
  };
  const choose = () => {
    edit((study) => ({ ...study, evaluation: { ...study.evaluation, leftOut: leftOutWithoutRows() } }));
    go('evaluate');
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('rows.title')}
      centered
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <ul style={{ marginTop: 0 }}>
        {models.map((family) => (
          <li key={family}>{t('rows.model', { family: t(familyKey(family, kind), { ns: 'rooms' }) })}</li>
        ))}
        {held.map(({ step, what }) => (
          <li key={step}>{t(`rows.${what}`, { step: t(`steps.${step}.title`, { ns: 'rooms' }) })}</li>
        ))}
      </ul>
      <p>{t(held.length > 0 ? 'rows.whose' : 'rows.whoseModel')}</p>
      {models.length > 0 && <p>{without ?? t('rows.noOther')}</p>}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={then(onExport)}>
          {t('rows.export')}
        </Button>
        {held.length > 0 && (
          <Button onClick={then(() => go('prepare'))} data-autofocus>
            {t('rows.change')}
          </Button>
        )}
        {without && (
          <Button onClick={then(choose)} {...(held.length === 0 && { 'data-autofocus': true })}>
            {t('rows.choose')}
          </Button>
        )}
      </Group>
    </Modal>
  );
}

/** The best without rows, in a sentence; null where there is none. */
function useWithout(family: string | undefined, score: number | undefined): string | null {
  const { t } = useTranslation(['take-home', 'rooms', 'train']);
  const study = useApp((s) => s.journal.study);
  const best = useApp((s) => winnerOf(s.journal, s.study?.evaluation)?.trial.score?.metric);
  if (!study || family === undefined || score === undefined || best === undefined) return null;
  const { metric } = study.search;
  return t('rows.without', {
    family: t(familyKey(family, study.task?.kind), { ns: 'rooms' }),
    metric: t(`metric.${metric}`, { ns: 'train' }),
    score: metricText(score, metric),
    best: metricText(best, metric),
  });
}
