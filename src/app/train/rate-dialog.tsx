import { Button, Group, Modal, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RateAnswer } from '../../engine/rates/api';
import { Figure } from '../charts/figure';
import { RateChart } from '../charts/rate-chart';
import { useApp } from '../store';
import { familyKey } from '../ui/family-key';
import { Problem } from '../ui/problem';
import { valueText } from '../ui/value-text';
import { setDomain } from './search-edits';

/** Asks which learning rates suit a family; the answer is shown over the screen. */
export function RateButton({ family, label }: { family: string; label: string }) {
  const { t } = useTranslation('train');
  const askRates = useApp((s) => s.askRates);
  return (
    <Button size="compact-xs" variant="subtle" aria-label={label} onClick={() => void askRates(family)}>
      {t('rates.ask')}
    </Button>
  );
}

/** The curve of a learning rate that rises until training breaks, with the range to search. */
export function RateDialog() {
  const { t } = useTranslation(['train', 'rooms', 'common']);
  const { family, progress, answer, error } = useApp((s) => s.rates);
  const kind = useApp((s) => s.study?.task?.kind);
  const closeRates = useApp((s) => s.closeRates);
  const name = family === null ? '' : t(familyKey(family, kind), { ns: 'rooms' });
  const share = progress?.phase === 'train' && progress.total > 0 ? progress.done / progress.total : 0;
  return (
    <Modal
      opened={family !== null}
      onClose={closeRates}
      title={t('rates.title', { family: name })}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      <Text size="sm" mb="md">
        {t('rates.how')}
      </Text>
      {error && <Problem error={error} />}
      {!answer && !error && (
        <Progress value={100 * share} aria-label={t('rates.title', { family: name })} mb="md" />
      )}
      {answer && family !== null && <Found answer={answer} family={family} name={name} />}
      {!answer && (
        <Group justify="flex-end">
          <Button variant="default" onClick={closeRates}>
            {t(error ? 'close' : 'cancel', { ns: 'common' })}
          </Button>
        </Group>
      )}
    </Modal>
  );
}

function Found({ answer, family, name }: { answer: RateAnswer; family: string; name: string }) {
  const { t } = useTranslation(['train', 'common']);
  const edit = useApp((s) => s.edit);
  const closeRates = useApp((s) => s.closeRates);
  const { points, range } = answer;
  const words = range && {
    low: valueText(range.low),
    high: valueText(range.high),
    steepest: valueText(range.steepest),
  };
  const finding = words ? t('rates.found', words) : t('rates.none');
  return (
    <>
      <Figure
        title={t('rates.figure', { family: name })}
        fileName={`learning-rates-${family}`}
        maxWidth={560}
        caption={finding}
      >
        {(width) => (
          <RateChart
            width={width}
            description={finding}
            xLabel={t('rates.x')}
            yLabel={t('rates.y')}
            points={points}
            range={range}
            words={{ range: t('rates.range'), steepest: t('rates.steepest') }}
          />
        )}
      </Figure>
      <Group justify="flex-end" gap="sm" mt="lg">
        <Button variant="default" onClick={closeRates}>
          {t('close', { ns: 'common' })}
        </Button>
        {range && (
          <Button
            onClick={() => {
              const { low, high } = range;
              edit((study) =>
                setDomain(study, family, 'learningRate', { kind: 'float', low, high, log: true }),
              );
              closeRates();
            }}
          >
            {t('rates.use')}
          </Button>
        )}
      </Group>
    </>
  );
}
