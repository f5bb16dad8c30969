import type { ErrorRecord } from '../../study/errors';

/** i18next's `t`, bound to the namespace `errors`. */
export type ErrorTexts = (key: string, values?: Record<string, string | number>) => string;

/** The four parts of an error's text, for screens. */
export interface ErrorParts {
  wanted: string;
  got: string;
  where: string;
  do: string;
}

export function errorParts(
  t: ErrorTexts,
  { code, details }: Pick<ErrorRecord, 'code' | 'details'>,
): ErrorParts {
  const part = (name: keyof ErrorParts) => t(`${code}.${name}`, details);
  return { wanted: part('wanted'), got: part('got'), where: part('where'), do: part('do') };
}

/** The same in one line, for the headless runner: "wanted X, got Y, at Z, do: W". */
export function formatError(t: ErrorTexts, record: Pick<ErrorRecord, 'code' | 'details'>): string {
  return t('line', { ...errorParts(t, record) }).replace(/\s+/g, ' ');
}
