import { applyFix, type QualityFix } from '../../guard/quality/finding';
import { useApp } from '../store';

/** Fixes after which a column is read in another way. */
const REREAD: readonly QualityFix['key'][] = ['missing', 'merge', 'ordinal'];

/** Applies a finding's remedy; a column that is then read in another way is profiled again. */
export function useFix(): (fix: QualityFix) => void {
  const edit = useApp((s) => s.edit);
  const editColumn = useApp((s) => s.editColumn);
  return (fix) => {
    const [only] = fix.columns;
    if (REREAD.includes(fix.key) && only) void editColumn(only.name, only.change);
    else edit((study) => applyFix(study, fix));
  };
}
