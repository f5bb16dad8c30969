import type { Dataset } from '../../data/dataset';

/** What a selection learned: the names of the columns that it leaves out. */
export interface Dropped {
  dropped: string[];
}

/** The dataset without them; those that are not there are no loss. */
export function dropColumns(data: Dataset, { dropped }: Dropped): Dataset {
  const gone = new Set(dropped);
  return { ...data, cols: new Map([...data.cols].filter(([name]) => !gone.has(name))) };
}
