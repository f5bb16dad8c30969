import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { EMPTY_MODEL, EMPTY_TITLE } from '../src/export/predictor-page';
import { predictorPageTemplate } from './predictor-page.mjs';

/** Bytes of the page without a model: the runtime, every decoder, every step and both languages. */
const LIMIT = 640_000;

let page: string;
beforeAll(async () => {
  page = await predictorPageTemplate();
});

const inside = (open: string, close: string): string => {
  const begin = page.lastIndexOf(open) + open.length;
  return page.slice(begin, page.indexOf(close, begin));
};
/** The element; React's code speaks of such elements too. */
const SCRIPT = '\n    <script>';
const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('the template of a predictor page', () => {
  it('names its own script and styles by their hashes, and allows no connection', () => {
    const policy = inside('http-equiv="Content-Security-Policy" content="', '"');
    expect(policy).toContain(`script-src ${hash(inside(SCRIPT, '</script>'))} 'wasm-unsafe-eval';`);
    expect(policy).toContain(`style-src ${hash(inside('<style>', '</style>'))};`);
    expect(policy).toContain("connect-src 'none'");
    expect(policy).not.toContain('unsafe-inline');
  });

  it('has each place for a title and a model once, and two scripts', () => {
    for (const mark of [EMPTY_TITLE, EMPTY_MODEL]) expect(page.split(mark).length).toBe(2);
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    const markup = page.replace(inside(SCRIPT, '</script>'), '');
    expect(markup).not.toMatch(/<script[^>]+src=|<link[^>]+href="(?!data:)/);
  });

  it('asks for nothing: no fetch, no module, no worker, no TensorFlow.js', () => {
    const found = /\bfetch\(|XMLHttpRequest|new Worker\(|import\.meta|\bimport\(|tensorflow/i.exec(page);
    expect(found?.[0]).toBeUndefined();
  });

  it('can raise no error whose sentence is left out', () =>
    expect(page).not.toMatch(/['"`]image\.(emptyFolder|zip|pattern|table)/));

  it('is small', () => expect(Buffer.byteLength(page)).toBeLessThan(LIMIT));
});
