import { Button, Group, Text } from '@mantine/core';
import {
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlayerTrackNext,
  IconRefresh,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isManual } from '../../engine/budget';
import { useApp } from '../store';
import { KeepTrials } from './control/keep-trials';
import { MoreControls } from './control/more-controls';
import classes from './train.module.css';

const ICON = { size: 16, 'aria-hidden': true } as const;

/** What can be done with the search in its present phase. The very first start is the stage's primary action. */
export function Controls({ blocked }: { blocked: boolean }) {
  const { t } = useTranslation('train');
  const phase = useApp((s) => s.journal.phase);
  const steering = useApp((s) => s.steering);
  const finished = useApp((s) => s.journal.trials.some((trial) => trial.state === 'finished'));
  const startSearch = useApp((s) => s.startSearch);
  const continueSearch = useApp((s) => s.continueSearch);
  const pauseSearch = useApp((s) => s.pauseSearch);
  const resumeSearch = useApp((s) => s.resumeSearch);
  const stopSearch = useApp((s) => s.stopSearch);
  const manual = useApp((s) => isManual(s.journal));
  if (phase === 'none') return null;
  const active = phase === 'running' || phase === 'paused';
  return (
    <Group gap="sm" className={classes.controls}>
      {phase === 'running' && (
        <Button
          variant="default"
          leftSection={<IconPlayerPause {...ICON} />}
          disabled={steering}
          onClick={() => void pauseSearch()}
        >
          {t('controls.pause')}
        </Button>
      )}
      {phase === 'paused' && (
        <Button
          leftSection={<IconPlayerPlay {...ICON} />}
          disabled={steering}
          onClick={() => void resumeSearch()}
        >
          {t('controls.resume')}
        </Button>
      )}
      {active && (
        <>
          <Button
            variant="default"
            leftSection={<IconPlayerStop {...ICON} />}
            disabled={steering}
            onClick={() => void stopSearch(false)}
          >
            {t('controls.stop')}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconX {...ICON} />}
            disabled={steering}
            onClick={() => void stopSearch(true)}
          >
            {t('controls.cancel')}
          </Button>
        </>
      )}
      <MoreControls quiet={active} manual={manual} />
      {phase === 'interrupted' && (
        <>
          <Text size="sm">{t('controls.interrupted')}</Text>
          <Button
            leftSection={<IconPlayerTrackNext {...ICON} />}
            disabled={steering}
            loading={steering}
            onClick={() => void continueSearch()}
          >
            {t('controls.continue')}
          </Button>
        </>
      )}
      {(phase === 'interrupted' || (phase === 'finished' && finished)) && (
        <Button
          variant="default"
          leftSection={<IconRefresh {...ICON} />}
          disabled={steering || blocked}
          onClick={() => void startSearch()}
        >
          {t('controls.again')}
        </Button>
      )}
      {!active && <KeepTrials />}
    </Group>
  );
}
