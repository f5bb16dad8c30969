import { useTranslation } from 'react-i18next';
import type { RowRemarks } from '../../export/remarks';
import classes from './use.module.css';

/** So many names of inputs are told of one row. */
const NAMED = 4;

/** What there is to say about one row: what stands against its prediction first. */
export function RowNotes({ remarks, all }: { remarks: RowRemarks; all: number }) {
  const { t } = useTranslation('use');
  const named = (names: string[]) => names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ', …' : '');
  const marks = (['needed', 'unknown', 'outside'] as const).filter((kind) => remarks[kind].length > 0);
  return (
    <ul className={classes.notes}>
      {marks.map((kind) => (
        <li key={kind} data-kind={kind}>
          {t(`notes.${kind}`, { names: named(remarks[kind]) })}
        </li>
      ))}
      {remarks.missing > 0 && <li>{t('notes.missing', { count: remarks.missing, all })}</li>}
    </ul>
  );
}
