import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, preferred, translator } from './texts';

const folder = new URL('./', import.meta.url);
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.tsx'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));
const keys = [
  ...new Set(
    sources.flatMap((text) =>
      Array.from(text.matchAll(/'((?:page|use|images|explain)\.[\w.]+)'/g), ([, key]) => key),
    ),
  ),
];

describe.each(LANGUAGES)('%s', (language) => {
  it('has every text that the page names', () => {
    const t = translator(language);
    expect(keys.length).toBeGreaterThan(40);
    for (const key of keys) expect(t(key, { count: 2, levels: 'F, M' }), key).not.toBe('');
  });
});

it('a plural is chosen, places are filled, and what is not there is an error', () => {
  const t = translator('en');
  expect(t('use.form.mend', { count: 1 })).toBe('One field cannot be read.');
  expect(t('use.form.mend', { count: 3 })).toBe('3 fields cannot be read.');
  expect(translator('ko')('use.form.mend', { count: 1 })).toContain('1개');
  expect(t('use.result.unlike', { names: '$& <b>' })).toContain('$& <b>');
  expect(() => t('use.nowhere')).toThrow(RangeError);
});

it('the language is the first of the browser’s that is spoken here', () => {
  expect(preferred(['fr-FR', 'ko-KR', 'en'])).toBe('ko');
  expect(preferred(['fr'])).toBe('en');
});
