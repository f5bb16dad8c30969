import { readFileSync } from 'node:fs';
import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES, type ErrorCode } from '../../study/errors';
import en from './en/errors.json';
import { errorParts, formatError } from './format-error';
import ko from './ko/errors.json';

const PARTS = ['wanted', 'got', 'where', 'do'];

/** The details a code carries, from the comment beside it: `'data.ragged', // {row, wanted, got}`. */
const declared = new Map<string, string[]>();
const source = readFileSync(new URL('../../study/errors.ts', import.meta.url), 'utf8');
for (const [, code, details] of source.matchAll(/^ {2}'([\w.]+)',\s*\/\/ \{([^}]*)\}/gm))
  declared.set(
    code,
    details.split(',').flatMap((name) => name.trim() || []),
  );
declared.set('cancelled', []).set('unexpected', ['message']);

/** Leaves of a catalogue: `data.empty.wanted` -> text. */
function leaves(node: object, path = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : leaves(value, `${path}${key}.`),
  );
}

describe.each([
  ['en', en],
  ['ko', ko],
])('error texts in %s', (_, catalogue) => {
  const texts = new Map(leaves(catalogue));

  it.each(ERROR_CODES)('%s has its four parts and uses only its own details', (code) => {
    const allowed = declared.get(code);
    expect(allowed, `the details of ${code} are declared beside it`).toBeDefined();
    for (const part of PARTS) {
      const text = texts.get(`${code}.${part}`) ?? '';
      expect(text.trim(), `${code}.${part}`).not.toBe('');
      for (const [, name] of text.matchAll(/\{\{\s*(\w+)\s*\}\}/g))
        expect(allowed, `${code}.${part}`).toContain(name);
    }
  });

  it('holds nothing for codes that do not exist', () => {
    const wanted = new Set([
      'line',
      ...ERROR_CODES.flatMap((code) => PARTS.map((part) => `${code}.${part}`)),
    ]);
    expect([...texts.keys()].filter((key) => !wanted.has(key))).toEqual([]);
  });
});

describe('formatError', () => {
  const i18n = createInstance();
  void i18n.init({
    lng: 'en',
    initAsync: false,
    resources: { en: { errors: en }, ko: { errors: ko } },
    interpolation: { escapeValue: false },
  });
  const ragged = {
    code: 'data.ragged' satisfies ErrorCode,
    details: { row: 7, wanted: 14, got: 13 },
  } as const;

  it('says what was wanted, what came, where and what to do', () => {
    expect(errorParts(i18n.getFixedT('en', 'errors'), ragged)).toMatchObject({
      got: '13 cells',
      where: 'line 7 of the file',
    });
  });

  it('is one line, names as they are', () => {
    const record = { code: 'data.forbiddenColumnName', details: { name: '<b>\n&' } } as const;
    expect(formatError(i18n.getFixedT('en', 'errors'), record)).toBe(
      'wanted column names that programs do not reserve for themselves, got the name “<b> &”, at the header, do: rename this column in the file',
    );
  });

  it('has the Korean form too', () => {
    expect(formatError(i18n.getFixedT('ko', 'errors'), ragged)).toContain('위치: 파일의 7번째 줄');
  });
});
