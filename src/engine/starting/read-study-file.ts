import { BenchsideError } from '../../study/errors';
import type { Study } from '../../study/schema';
import { studyFromText } from '../../study/study-file';

/** A study of thousands of columns takes a few megabytes. */
const LIMIT = 64 * 2 ** 20;

/** Throws `data.tooLarge` and what `studyFromText` throws. */
export async function readStudyFile(file: Blob): Promise<Study> {
  if (file.size > LIMIT)
    throw new BenchsideError('data.tooLarge', {
      megabytes: Math.round(file.size / 2 ** 20),
      limit: LIMIT / 2 ** 20,
    });
  return studyFromText(await file.text());
}
