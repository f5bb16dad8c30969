import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Catalogue, namespaceOf } from './catalogue';

export const LANGUAGES = ['en', 'ko'] as const;
export type Language = (typeof LANGUAGES)[number];

const REMEMBERED = 'benchside-language';
/** One chunk a language: only the language in use is loaded. */
const catalogues: Record<Language, () => Promise<{ default: Catalogue }>> = {
  en: () => import('./catalogue-en'),
  ko: () => import('./catalogue-ko'),
};

const known = (text: string | null | undefined): Language | undefined =>
  LANGUAGES.find((language) => text?.toLowerCase().split('-')[0] === language);

/** What was chosen before, else the first of the browser's languages that we speak, else English. */
export const preferredLanguage = (remembered: string | null, browser: readonly string[]): Language =>
  known(remembered) ?? browser.map(known).find((language) => language !== undefined) ?? 'en';

async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'common')) return;
  const { default: catalogue } = await catalogues[language]();
  for (const [path, texts] of Object.entries(catalogue))
    i18next.addResourceBundle(language, namespaceOf(path), texts);
}

/** The texts in one language, whatever that of the page. */
export async function textsIn(language: Language): Promise<i18n> {
  await load(language);
  return i18next.cloneInstance({ lng: language, initAsync: false });
}

/** Switches every text of the page, and remembers it. */
export async function setLanguage(language: Language): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  localStorage.setItem(REMEMBERED, language);
}

/** Once, before the first render. */
export async function startTexts(): Promise<void> {
  const language = preferredLanguage(localStorage.getItem(REMEMBERED), navigator.languages);
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    defaultNS: 'common',
    // React escapes.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await load(language);
  document.documentElement.lang = language;
}
