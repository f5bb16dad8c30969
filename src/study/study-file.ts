import { BenchsideError } from './errors';
import { migrate } from './migrations';
import type { Study } from './schema';

/**
 * The Study in an untrusted text. Throws `study.notOne` where it is no JSON, is the JSON of something else, or holds a
 * key that could reach a prototype; `study.version`; `study.invalid` naming the path.
 */
export function studyFromText(text: string): Study {
  let document: unknown;
  try {
    document = JSON.parse(text, (key, value) => {
      if (key === '__proto__') throw new SyntaxError(key);
      return value;
    });
  } catch {
    throw new BenchsideError('study.notOne');
  }
  const isStudy =
    typeof document === 'object' &&
    document !== null &&
    'version' in document &&
    'columns' in document &&
    'search' in document;
  if (!isStudy) throw new BenchsideError('study.notOne');
  return migrate(document);
}
