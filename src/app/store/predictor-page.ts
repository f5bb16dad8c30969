import type { Study } from '../../study/schema';

/** The build's page without a model. Throws where it cannot be read. */
export async function pageTemplate(): Promise<string> {
  const response = await fetch(new URL('predictor-page.html', document.baseURI));
  if (!response.ok) throw new Error(`predictor-page.html: ${response.status}`);
  return response.text();
}

/** What the study's question says of whom and what the model is for, a line each; nothing where nothing was said. */
export const intendedUse = ({ question }: Pick<Study, 'question'>): { intendedUse?: string } => {
  const { population, moment, outcome, horizon } = question;
  const said = [population, moment, outcome, horizon].filter((text) => text.trim() !== '');
  return said.length > 0 ? { intendedUse: said.join('\n') } : {};
};
