import { Popover, Text, UnstyledButton } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './header.module.css';

/** What the page promises about the data, and what holds it to that. */
export function PrivacyButton() {
  const { t } = useTranslation('frame');
  return (
    <Popover width={300} position="bottom-end" offset={12} shadow="md" trapFocus>
      <Popover.Target>
        <UnstyledButton className={classes.tool}>
          <IconShieldCheck size={16} aria-hidden />
          <span className={classes.toolText}>{t('privacy.short')}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('privacy.short')}>
        <Text size="sm" tabIndex={0}>
          {t('privacy.long')}
        </Text>
      </Popover.Dropdown>
    </Popover>
  );
}
