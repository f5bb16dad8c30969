import { prunerByName } from '../search/pruners/index';
import type { Study } from '../study/schema';

/** What ends poor trials: as asked, `none` where nothing shall, else as it stood. Throws `study.invalid`. */
export function prunerAsked(
  proposed: string | undefined,
  asked: string | undefined,
): Pick<Study['search'], 'pruner'> {
  const name = asked ?? proposed;
  return name === undefined || name === 'none' ? {} : { pruner: prunerByName(name).name };
}
