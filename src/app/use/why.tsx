import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseExplanation } from '../../engine/explaining/api';
import { Waterfall } from '../explain/waterfall';
import { useApp } from '../store';
import { SlowProgress } from '../ui/slow-progress';

/** Why the model says so, on demand, compared with a typical patient. */
export function Why({ row, output }: { row: Record<string, string>; output: number }) {
  const { t } = useTranslation('explain');
  const explain = useApp((s) => s.explainInput);
  const busy = useApp((s) => s.busy !== null);
  const [told, setTold] = useState<CaseExplanation | null>(null);
  const [asked, setAsked] = useState(false);
  if (told) return <Waterfall told={told} output={output} />;
  const ask = async () => {
    setAsked(true);
    setTold(await explain(row));
    setAsked(false);
  };
  return (
    <>
      <Button variant="default" disabled={busy} onClick={() => void ask()}>
        {t('case.why')}
      </Button>
      <SlowProgress asked={asked} />
    </>
  );
}
