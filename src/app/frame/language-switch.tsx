import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LANGUAGES, setLanguage } from '../i18n';
import classes from './header.module.css';

/** Offers the other language, in that language's own words. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation('frame');
  const other = LANGUAGES.find((language) => language !== i18n.language) ?? LANGUAGES[0];
  return (
    <UnstyledButton className={classes.tool} lang={other} onClick={() => void setLanguage(other)}>
      {t(`language.${other}`)}
    </UnstyledButton>
  );
}
