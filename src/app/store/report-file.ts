import { BenchsideError } from '../../study/errors';
import type { Language } from '../i18n';
import { textsIn } from '../i18n';
import { theEngine } from './engine';
import type { AppState } from './types';

/** The report of the open study as one HTML file. Throws `evaluate.noModel` where nothing was evaluated. */
export async function reportFile(
  { study, journal }: Pick<AppState, 'study' | 'journal'>,
  language: Language,
): Promise<string> {
  const facts = await theEngine().call('reportFacts', null);
  const [{ reportInput }, { renderReport }, texts] = await Promise.all([
    import('../report/input'),
    import('../report/render'),
    textsIn(language),
  ]);
  const input = study && reportInput(facts, study, journal, Date.now());
  if (!input) throw new BenchsideError('evaluate.noModel');
  return renderReport(input, texts);
}
