import { createInstance } from 'i18next';
import type { ErrorRecord } from '../study/errors';
import errorTexts from './i18n/en/errors.json';
import guardTexts from './i18n/en/guard.json';
import { formatError } from './i18n/format-error';

const texts = createInstance();
void texts.init({
  lng: 'en',
  initAsync: false,
  resources: { en: { errors: errorTexts, guard: guardTexts } },
  interpolation: { escapeValue: false },
});

/** What the runners without screens say of an error: one English line. */
export const headlessError = (record: ErrorRecord): { error: string; kind: string } => ({
  error: formatError(texts.getFixedT('en', 'errors'), record),
  kind: record.kind,
});

/** A finding of the guard in English. */
export const guardText = (key: string, params?: Record<string, unknown>): string =>
  ['what', 'why'].map((part) => texts.t(`${key}.${part}`, { ns: 'guard', ...params })).join(' ');
