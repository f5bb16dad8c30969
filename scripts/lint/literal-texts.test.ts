import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { literalTexts } from './literal-texts.mjs';

const app = fileURLToPath(new URL('../../src/app/', import.meta.url));
const components = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.tsx'),
);

describe('literalTexts', () => {
  it.each([
    ['<p>Hello</p>', 'Hello'],
    ['<p>환자</p>', '환자'],
    ['<p>{"Hello"}</p>', 'Hello'],
    ['<p>{ok ? t("yes") : "No rows"}</p>', 'No rows'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text
    ['<p>{n && `${n} rows`}</p>', 'rows'],
    ['<p>{"Rows: " + n}</p>', 'Rows:'],
    ['<><b/> loading</>', 'loading'],
    ['<input aria-label="Search" />', 'Search'],
    ['<input placeholder={a ?? "Type here"} />', 'Type here'],
  ])('finds the words in %s', (source, text) => {
    expect(literalTexts(source)).toEqual([{ line: 1, text }]);
  });

  it.each([
    '<p>{t("data.title")}</p>',
    '<p className="wide" data-testid="trial-row">{n} (95 %) · – 1–2</p>',
    '<Title>Benchside</Title>',
    '<input aria-label={t("search")} type="file" />',
  ])('leaves %s alone', (source) => {
    expect(literalTexts(source)).toEqual([]);
  });
});

describe('components hold no words of their own', () => {
  it.each(components)('%s', (file) => {
    expect(literalTexts(readFileSync(app + file, 'utf8'))).toEqual([]);
  });
});
