import { Loader, UnstyledButton, VisuallyHidden } from '@mantine/core';
import {
  IconArrowsSplit2,
  IconBriefcase,
  IconBulb,
  IconChartLine,
  IconCheck,
  IconFilter,
  IconRefreshAlert,
  IconReportAnalytics,
  IconStethoscope,
  IconTable,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { useApp } from '../store';
import { stageStates } from '../store/stage-state';
import { type Screen, STAGES, type StageState } from '../store/types';
import classes from './rail.module.css';

/** The screens that the rail leads to. */
type StageScreen = Exclude<
  Screen,
  'home' | 'hospitals' | 'pictures' | 'tableOne' | 'external' | 'report' | 'import'
>;

const ICONS: Record<StageScreen, TablerIcon> = {
  data: IconTable,
  split: IconArrowsSplit2,
  prepare: IconFilter,
  train: IconChartLine,
  evaluate: IconReportAnalytics,
  explain: IconBulb,
  takeHome: IconBriefcase,
  use: IconStethoscope,
};

function StateMark({ state }: { state: StageState }) {
  const { t } = useTranslation('frame');
  return (
    <span className={classes.mark} data-state={state}>
      {state === 'done' && <IconCheck size={14} stroke={2.5} aria-hidden />}
      {state === 'stale' && <IconRefreshAlert size={14} stroke={2} aria-hidden />}
      {state === 'running' && <Loader size={14} color="var(--bs-accent)" aria-hidden />}
      <VisuallyHidden>{t(`state.${state}`)}</VisuallyHidden>
    </span>
  );
}

interface ItemProps {
  screen: StageScreen;
  state?: StageState;
  disabled?: boolean;
}

function Item({ screen, state, disabled }: ItemProps) {
  const { t } = useTranslation('frame');
  const current = useApp((s) => s.screen === screen);
  const go = useApp((s) => s.go);
  const Icon = ICONS[screen];
  return (
    <UnstyledButton
      className={classes.item}
      disabled={disabled}
      aria-current={current ? 'page' : undefined}
      title={state && t(`state.${state}`)}
      onClick={() => go(screen)}
    >
      <Icon size={20} stroke={1.6} aria-hidden />
      <span className={classes.label}>{t(`stages.${screen}`)}</span>
      {state && <StateMark state={state} />}
    </UnstyledButton>
  );
}

/** The way of the study, stage by stage, with what state each is in; on a phone a bar at the bottom. */
export function Rail() {
  const { t } = useTranslation('frame');
  const states = useApp(useShallow(stageStates));
  const closed = useApp((s) => s.study === null);
  return (
    <nav className={classes.rail} aria-label={t('rail')}>
      <ol className={classes.stages}>
        {STAGES.map((stage) => (
          <li key={stage}>
            <Item screen={stage} state={closed ? undefined : states[stage]} disabled={closed} />
          </li>
        ))}
      </ol>
      <div className={classes.apart}>
        <Item screen="use" />
      </div>
    </nav>
  );
}
