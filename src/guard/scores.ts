import type { Table } from '../data/dataset';
import type { Study } from '../study/schema';
import type { Finding } from './finding';
import { unusedScores } from './quality/scores';

/** Existing scores that the evaluation would leave out without a word. */
export const checkScores = (study: Study, table: Table): Finding[] =>
  unusedScores({ study, table }).map(({ level, key, params, fixes }) => ({ level, key, params, fixes }));
