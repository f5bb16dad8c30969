import { readFileSync } from 'node:fs';
import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import en from './en/data-found.json';
import ko from './ko/data-found.json';

const FILES = ['profile', 'guess-type', 'suspect-values'];
const source = FILES.map((file) =>
  readFileSync(new URL(`../../data/${file}.ts`, import.meta.url), 'utf8'),
).join('\n');

/** Keys as the profile's source says them: `say('twoValues')` and the notices' `key: 'constant'`. */
const said = (form: RegExp) => Array.from(source.matchAll(form), ([, key]) => key);
const wanted = new Set([
  ...[...said(/say\(([^)]*)\)/g)]
    .flatMap((args) => Array.from(args.matchAll(/'(\w+)'/g), ([, key]) => key))
    .map((key) => `evidence.${key}`),
  ...said(/(?:key: |counted\(|(?:continuous|date|pair|ordinal): )'(\w+)'/g).map((key) => `notice.${key}`),
]);
const plain = (key: string) => key.replace(/_(one|other)$/, '');

it('finds the keys that the profile uses', () => {
  expect(wanted).toContain('evidence.oneValue');
  expect(wanted).toContain('evidence.allMissing');
  expect(wanted).toContain('notice.zerosLikeMissing');
  expect(wanted.size).toBe(39);
});

describe.each([
  ['en', en],
  ['ko', ko],
] as const)('data-found.json, %s', (language, texts) => {
  it('has a text for every evidence and notice of the profile, and no others', () => {
    expect(new Set(Object.keys(texts).map(plain))).toEqual(wanted);
  });

  it('is found by its flat keys and fills in counts', async () => {
    const i18n = i18next.createInstance();
    await i18n.init({ lng: language, ns: 'data-found', resources: { [language]: { 'data-found': texts } } });
    for (const key of wanted) {
      const text = i18n.t(`data-found:${key}`, {
        distinct: 12_345,
        count: 12_345,
        percent: 60,
        separator: ';',
        from: 1931,
        to: 2024,
        order: 'low < high',
        limits: 12,
        measure: 'mg/dL',
        first: 'bp (systolic)',
        second: 'bp (diastolic)',
        value: -9,
      });
      expect(text).not.toContain(key);
      expect(text).not.toMatch(/[{}]/);
      if (/distinct|count/.test((texts as Record<string, string>)[`${key}_other`] ?? ''))
        expect(text).toContain('12,345');
    }
    for (const count of [1, 2])
      expect(i18n.t('data-found:notice.notNumbers', { count })).toContain(String(count));
  });
});
