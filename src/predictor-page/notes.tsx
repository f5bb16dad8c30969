import type { OutputWords } from '../export/output-csv';
import type { RowRemarks } from '../export/remarks';
import { useTexts } from './language';
import type { Translate } from './texts';

/** So many names of inputs are told of one row. */
const NAMED = 4;

/** The notes of a file of predictions, their places left open. */
export function outputWords(t: Translate): OutputWords {
  const open = { names: '{{names}}', count: '{{count}}', all: '{{all}}' };
  return {
    needed: t('use.notes.needed', open),
    unknown: t('use.notes.unknown', open),
    outside: t('use.notes.outside', open),
    missing: t('use.notes.missingInFile', open),
    leftOut: t('use.notes.leftOut'),
  };
}

/** What there is to say about one row: what stands against its prediction first. */
export function RowNotes({ remarks, all }: { remarks: RowRemarks; all: number }) {
  const t = useTexts();
  const named = (names: string[]) => names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ', …' : '');
  const marks = (['needed', 'unknown', 'outside'] as const).filter((kind) => remarks[kind].length > 0);
  return (
    <ul className="notes">
      {marks.map((kind) => (
        <li key={kind} data-kind={kind}>
          {t(`use.notes.${kind}`, { names: named(remarks[kind]) })}
        </li>
      ))}
      {remarks.missing > 0 && <li>{t('use.notes.missing', { count: remarks.missing, all })}</li>}
    </ul>
  );
}
