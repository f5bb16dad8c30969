import { followUpTimes, materialize } from '../data/materialize';
import { countHorizon, type HorizonCounts } from '../data/survival';
import { qualityInPieces } from '../guard/quality';
import type { QualityFinding } from '../guard/quality/finding';
import type { Parts } from '../split/parts';
import type { InPieces } from '../study/in-pieces';
import type { Study } from '../study/schema';
import type { Session } from './session';

/** What a reviewer would ask about the open study's table. Where the rows cannot be parted, no outcome is looked at. */
export function* qualityOf(session: Session, study: Study): InPieces<QualityFinding[]> {
  const { data, target } = materialize(session.tableFor(study), study.columns, study.task);
  let parts: Parts | null = null;
  try {
    parts = session.ready(study).parts;
  } catch {
    // The checks before training say why; here it only means that nothing may look at the outcome.
  }
  return yield* qualityInPieces({
    study,
    table: session.tableFor(study),
    profile: session.profile(study.columns),
    data,
    target,
    dev: parts?.dev ?? null,
    found: parts ? session.found(study) : undefined,
  });
}

/** What a horizon would make of the rows; the event is the outcome's positive class. Throws `use.missingColumn`. */
export function horizonOf(session: Session, study: Study, time: string, horizon: number): HorizonCounts {
  const { survival: _, ...plain } = study.task ?? { kind: 'binary' as const, target: '', classes: [] };
  const { target } = materialize(session.tableFor(study), study.columns, plain);
  return countHorizon(
    target?.y ?? new Float64Array(),
    followUpTimes(session.tableFor(study), study.columns, time),
    horizon,
  );
}
