import { useState } from 'react';
import type { CaseExplanation } from '../engine/explaining/api';
import { type ErrorRecord, errorRecord } from '../study/errors';
import { useTexts } from './language';
import { Problem } from './notice';
import { Waterfall } from './waterfall';

/** Why the model says so, on demand, compared with a typical patient. */
export function Why({ ask, output }: { ask(): Promise<CaseExplanation>; output: number }) {
  const t = useTexts();
  const [state, setState] = useState<CaseExplanation | ErrorRecord | 'asked' | null>(null);
  const begin = () => {
    setState('asked');
    ask().then(setState, (thrown) => setState(errorRecord(thrown)));
  };
  if (state === null)
    return (
      <button type="button" onClick={begin}>
        {t('page.why.ask')}
      </button>
    );
  if (state === 'asked') return <p className="hint">{t('page.why.busy')}</p>;
  return 'code' in state ? <Problem error={state} /> : <Waterfall told={state} output={output} />;
}
