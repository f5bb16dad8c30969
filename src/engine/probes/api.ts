import type { Probe } from '../../study/results/probe';
import type { Study } from '../../study/schema';

/** What can be asked of the development rows with a quick model. */
export type ProbeQuestion = 'metadata' | 'borders' | 'permutation' | 'leak';

export interface ProbeApi {
  /** A question put to the development rows; journalled. Can be cancelled. Throws `probe.nothing`. */
  probe: [{ study: Study; question: ProbeQuestion }, Probe];
}
