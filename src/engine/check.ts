import { materialize } from '../data/materialize';
import type { Finding } from '../guard/finding';
import { byLevel, checkStudy } from '../guard/index';
import { type Misreading, misread } from '../guard/misread';
import { checkScores } from '../guard/scores';
import { BenchsideError, type ErrorRecord, errorRecord } from '../study/errors';
import type { InPieces } from '../study/in-pieces';
import type { Study } from '../study/schema';
import { type Ready, takeDev } from './prepare';
import type { Session } from './session';

const stop = (error: ErrorRecord): Finding => ({ level: 'stop', key: 'error', params: {}, error });

/** Everything that stands against training now, or is worth knowing before it. Never throws for bad input. */
export function* checkSession(session: Session, study: Study): InPieces<Finding[]> {
  const { data, target } = materialize(session.tableFor(study), study.columns, study.task);
  if (!target) return [stop(errorRecord(new BenchsideError('target.none')))];
  let made: Ready | null = null;
  let unsplit: Finding[] = [];
  try {
    made = session.ready(study);
  } catch (error) {
    unsplit = [stop(errorRecord(error))];
  }
  const found = byLevel([
    ...checkStudy(study, data, target, made?.parts ?? null),
    ...checkScores(study, session.tableFor(study)),
  ]);
  // Where a finding says why the rows cannot be parted, the split's own error adds nothing.
  if (!made) return found.some((f) => f.level === 'stop') ? found : [...unsplit, ...found];
  return byLevel([...found, ...(yield* session.leaks(study, made))]);
}

/** Rows that columns are judged by: a glance at each is enough. */
const GLANCE = 2000;

/** What a network would misread in the development rows; nothing while they cannot be parted. */
export function misreadSession(session: Session, study: Study): Misreading[] {
  let ready: ReturnType<Session['ready']>;
  try {
    ready = session.ready(study);
  } catch {
    return [];
  }
  const { dev } = ready.parts;
  const stride = Math.max(1, Math.ceil(dev.length / GLANCE));
  const rows = dev.filter((_, i) => i % stride === 0);
  const target = { ...ready.target, y: Float64Array.from(rows, (row) => ready.target.y[row]) };
  return misread(study, takeDev(ready, rows), target);
}
