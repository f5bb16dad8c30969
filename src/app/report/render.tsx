import type { i18n } from 'i18next';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { escapeMarkup } from '../../export/table-one/markup';
import { PrintedFrame } from '../charts/figure';
import { onPaper } from '../charts/figure-colors';
import { ChecklistTable } from './checklist/checklist-table';
import { CLAIM_2024 } from './checklist/claim';
import { TRIPOD_AI } from './checklist/tripod';
import type { ReportInput } from './input';
import { Drawn, Numbering, Section } from './parts';
import css from './report.css?raw';
import { SECTION_IDS } from './section-ids';
import * as closing from './sections/closing-sections';
import { External } from './sections/external-section';
import * as results from './sections/result-sections';
import * as opening from './sections/study-sections';
import { sentencesOf } from './sentences';
import { useWords } from './words';

function Report({ input }: { input: ReportInput }) {
  const words = useWords();
  const { say } = words;
  const sentences = sentencesOf(input, words);
  const props = { input, sentences };
  const shown = SECTION_IDS.filter((id) => id !== 'claim' || input.study.images);
  const checklist = { sentences, input };
  return (
    <main>
      <header>
        <p className="kind">{say('kind')}</p>
        <h1>{input.said.name || sentences.title}</h1>
        {input.said.name && <p className="lead">{sentences.title}</p>}
        <nav aria-label={say('contents')}>
          <ol>
            {shown.map((id) => (
              <li key={id}>
                <a href={`#${id}`}>{say(`section.${id}`)}</a>
              </li>
            ))}
          </ol>
        </nav>
      </header>
      <opening.Summary {...props} />
      <opening.Question {...props} />
      <opening.Ethics {...props} />
      <opening.Data {...props} />
      <opening.Baseline {...props} />
      <opening.Preprocessing {...props} />
      <opening.Split {...props} />
      <results.Search {...props} />
      <results.Performance {...props} />
      <results.Comparisons {...props} />
      <results.Decisions {...props} />
      <results.Subgroups {...props} />
      <results.Explanation {...props} />
      <External {...props} />
      <closing.Checks {...props} />
      <closing.Limits {...props} />
      <closing.Discussion {...props} />
      <closing.Openness {...props} />
      <closing.ModelCard {...props} />
      <closing.Reproducibility {...props} />
      <closing.Methods {...props} />
      <Section id="tripod">
        <ChecklistTable name="tripod" items={TRIPOD_AI} {...checklist} />
      </Section>
      {input.study.images && (
        <Section id="claim">
          <ChecklistTable name="claim" items={CLAIM_2024} {...checklist} />
        </Section>
      )}
    </main>
  );
}

/**
 * The report as one HTML file: no script, nothing to be loaded, every text escaped by the renderer. `texts` has the
 * report's language. The same input gives the same file.
 */
export function renderReport(input: ReportInput, texts: i18n): string {
  const given = (children: ReactNode) => (
    <I18nextProvider i18n={texts}>
      <Numbering value={{ table: 0, figure: 0 }}>
        <PrintedFrame value={Drawn}>{children}</PrintedFrame>
      </Numbering>
    </I18nextProvider>
  );
  const body = onPaper(renderToStaticMarkup(given(<Report input={input} />)));
  const title = escapeMarkup(input.said.name || texts.t('kind', { ns: 'report' }));
  return [
    '<!doctype html>',
    `<html lang="${escapeMarkup(texts.language)}">`,
    '<head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    // Whatever stands in it, a browser loads and runs nothing.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${title}</title>`,
    `<style>${css}</style></head>`,
    `<body>${body}</body></html>`,
    '',
  ].join('\n');
}
