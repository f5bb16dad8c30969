import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { handLeft, isManual, isYourTurn, trialsLeft } from '../../../engine/budget';
import { useApp } from '../../store';
import classes from './control.module.css';
import { HandForm } from './hand-form';

/** Where the user is the strategy: the next configuration, also while one is tried; the trials so far stand below. */
export function YourTurn() {
  const { t } = useTranslation('train-control');
  const manual = useApp((s) => isManual(s.journal));
  const turn = useApp((s) => isYourTurn(s.journal));
  const busy = useApp((s) => s.journal.trials.some(({ state }) => state === 'running'));
  const left = useApp((s) => trialsLeft(s.journal) - handLeft(s.journal).length);
  if (!manual) return null;
  return (
    <section aria-labelledby="your-turn" className={classes.turn} data-testid="your-turn" data-turn={turn}>
      <div>
        <Title order={2} size="h3" id="your-turn">
          {t(busy ? 'turn.ahead' : 'turn.title')}
        </Title>
        <Text size="sm">
          {t('turn.text')} {t('turn.left', { count: left })}
        </Text>
      </div>
      <HandForm />
    </section>
  );
}
