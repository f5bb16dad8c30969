import { Popover, UnstyledButton } from '@mantine/core';
import { IconCpu, IconCpuOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import { backendNotice } from './backend-notice';
import { BackendPanel } from './backend-panel';
import classes from './header.module.css';

/** What really computes here, in the header; opens all that the self-test found. */
export function BackendButton() {
  const { t } = useTranslation('frame');
  const reports = useApp((s) => s.backends);
  const backend = useApp((s) => s.backend);
  const [opened, setOpened] = useState(false);
  const report = reports?.find((r) => r.backend === backend);
  const notice = backendNotice(reports, backend);
  const Icon = notice === 'unusable' ? IconCpuOff : IconCpu;
  const name = backend && t(`backend.names.${backend}`);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width="min(34rem, calc(100vw - 1rem))"
      position="bottom-end"
      offset={12}
      shadow="md"
      trapFocus
    >
      <Popover.Target>
        <UnstyledButton className={classes.tool} onClick={() => setOpened(!opened)}>
          <Icon size={16} aria-hidden />
          <span className={classes.toolText}>
            {t(`backend.notice.${notice}`, { name, adapter: report?.adapter })}
          </span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('backend.title')}>
        <BackendPanel />
      </Popover.Dropdown>
    </Popover>
  );
}
