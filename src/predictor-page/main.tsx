import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { readEmbedded } from '../export/embedded-model';
import { answersOf } from './answer';
import { InLanguage } from './language';
import { Page } from './page';
import './page.css';

const text = document.getElementById('model')?.textContent ?? 'null';
const model = text.trim() === 'null' ? null : readEmbedded(text);
const answers = model && answersOf(model);
const root = document.getElementById('root');

/** A file that misses its drop zone would be opened in place of the page, and what was typed would be gone. */
for (const kind of ['dragover', 'drop']) window.addEventListener(kind, (event) => event.preventDefault());

if (root)
  createRoot(root).render(
    <StrictMode>
      <InLanguage>
        {(language) => <Page about={model?.about} answers={answers} language={language} />}
      </InLanguage>
    </StrictMode>,
  );
