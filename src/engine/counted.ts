import { type Counted, isDeclared } from '../export/told';
import { rareLevels } from '../prep/rare-levels';
import type { Study } from '../study/schema';
import { type Ready, takeDev } from './prepare';

/** Columns whose levels a person named. */
export const declaredIn = ({ columns }: Pick<Study, 'columns'>): ReadonlySet<string> =>
  new Set(columns.filter(isDeclared).map(({ name }) => name));

/** What was counted of a study's development rows, for what may be told of it. */
export function countedIn(ready: Ready, study: Study): Counted {
  const data = takeDev(ready, ready.parts.dev);
  return {
    rare: rareLevels(data, declaredIn(study)),
    columns: new Set([...data.cols.keys(), ...(study.task ? [study.task.target] : [])]),
    spellings: ready.spellings,
  };
}
