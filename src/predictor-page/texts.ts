import { problem as problemEn } from '../app/i18n/en/common.json';
import errorsEn from '../app/i18n/en/errors.json';
import {
  waterfall as fallEn,
  missing as missingEn,
  notCause as notCauseEn,
  shap as shapEn,
} from '../app/i18n/en/explain.json';
import { language } from '../app/i18n/en/frame.json';
import { use as picturesEn } from '../app/i18n/en/images.json';
import pageEn from '../app/i18n/en/predictor-page.json';
import useEn from '../app/i18n/en/use.json';
import { problem as problemKo } from '../app/i18n/ko/common.json';
import errorsKo from '../app/i18n/ko/errors.json';
import {
  waterfall as fallKo,
  missing as missingKo,
  notCause as notCauseKo,
  shap as shapKo,
} from '../app/i18n/ko/explain.json';
import { use as picturesKo } from '../app/i18n/ko/images.json';
import pageKo from '../app/i18n/ko/predictor-page.json';
import useKo from '../app/i18n/ko/use.json';

/** The Use screen's own texts where the page says the same, and what it alone says. */
const CATALOGUES = {
  en: {
    page: pageEn,
    use: useEn,
    images: picturesEn,
    explain: { missing: missingEn, notCause: notCauseEn, others: shapEn, waterfall: fallEn },
    problem: problemEn,
    errors: errorsEn,
    language,
  },
  ko: {
    page: pageKo,
    use: useKo,
    images: picturesKo,
    explain: { missing: missingKo, notCause: notCauseKo, others: shapKo, waterfall: fallKo },
    problem: problemKo,
    errors: errorsKo,
    language,
  },
};

export type Language = keyof typeof CATALOGUES;
export const LANGUAGES = Object.keys(CATALOGUES) as Language[];

export type Values = Record<string, string | number>;
/** A text by its path, such as `use.form.hint`; `count` chooses among plural forms. */
export type Translate = (path: string, values?: Values) => string;

function flat(node: object, path: string, into: Map<string, string>): Map<string, string> {
  for (const [key, child] of Object.entries(node)) {
    const at = path ? `${path}.${key}` : key;
    if (typeof child === 'string') into.set(at, child);
    else flat(child, at, into);
  }
  return into;
}

/** i18next's `{{name}}` and its plural forms of our two languages. Throws RangeError for a text that is not there. */
export function translator(of: Language): Translate {
  const texts = flat(CATALOGUES[of], '', new Map());
  return (path, values = {}) => {
    const plural = of === 'en' && values.count === 1 ? 'one' : 'other';
    const text = texts.get(path) ?? texts.get(`${path}_${plural}`) ?? texts.get(`${path}_other`);
    if (text === undefined) throw new RangeError(`no text ${path}`);
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
  };
}

/** The first of the browser's languages that we speak, else English. */
export const preferred = (browser: readonly string[]): Language =>
  browser
    .map((tag) => LANGUAGES.find((known) => known === tag.toLowerCase().split('-')[0]))
    .find((known) => known !== undefined) ?? 'en';
