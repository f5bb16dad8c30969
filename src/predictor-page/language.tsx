import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { LANGUAGES, type Language, preferred, type Translate, translator } from './texts';

const Texts = createContext<Translate>(translator('en'));

/** Texts in the page's language. */
export const useTexts = (): Translate => useContext(Texts);

/** Gives the texts to all below, and `children` the switch. Nothing is remembered. */
export function InLanguage({ children }: { children(language: ReactNode): ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => preferred(navigator.languages));
  const t = useMemo(() => translator(language), [language]);
  document.documentElement.lang = language;
  const other = LANGUAGES.find((known) => known !== language) ?? language;
  return (
    <Texts value={t}>
      {children(
        <button type="button" className="quiet" lang={other} onClick={() => setLanguage(other)}>
          {t(`language.${other}`)}
        </button>,
      )}
    </Texts>
  );
}
