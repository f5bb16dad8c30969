import wdbcUrl from '../data/samples/wdbc.csv?url';
import { syntheticCohort } from '../data/synthetic';

export type SampleKind = 'wdbc' | 'synthetic';

/** Of the made-up table: the same everywhere. */
const SEED = 1;

/** A built-in table as the CSV that it is read from. */
export const sampleFile = async (kind: SampleKind): Promise<Blob> =>
  kind === 'wdbc'
    ? (await fetch(new URL(wdbcUrl, import.meta.url))).blob()
    : new Blob([syntheticCohort(SEED)]);
