import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { handLeft, isYourTurn, trialsLeft } from '../../../engine/budget';
import { strategyByName } from '../../../search/index';
import { useApp } from '../../store';
import classes from './control.module.css';
import { HandForm } from './hand-form';

/** Where the user is the strategy: the next configuration, also while one is tried; the trials so far stand below. */
export function YourTurn() {
  const { t } = useTranslation('train-control');
  const active = useApp((s) => s.journal.phase === 'running' || s.journal.phase === 'paused');
  const strategy = useApp((s) => s.journal.study?.search.strategy);
  const turn = useApp((s) => isYourTurn(s.journal));
  const left = useApp((s) => trialsLeft(s.journal) - handLeft(s.journal).length);
  if (!active || !strategy || !strategyByName(strategy).byHand || left <= 0) return null;
  return (
    <section aria-labelledby="your-turn" className={classes.turn} data-testid="your-turn" data-turn={turn}>
      <div>
        <Title order={2} size="h3" id="your-turn">
          {t(turn ? 'turn.title' : 'turn.ahead')}
        </Title>
        <Text size="sm">
          {t('turn.text')} {t('turn.left', { count: left })}
        </Text>
      </div>
      <HandForm />
    </section>
  );
}
