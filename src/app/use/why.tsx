import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseExplanation } from '../../engine/explaining/api';
import { Waterfall } from '../explain/waterfall';
import { useApp } from '../store';

/** Why the model says so, on demand, compared with a typical patient. */
export function Why({ row, output }: { row: Record<string, string>; output: number }) {
  const { t } = useTranslation('explain');
  const explain = useApp((s) => s.explainInput);
  const busy = useApp((s) => s.busy !== null);
  const [told, setTold] = useState<CaseExplanation | null>(null);
  return told ? (
    <Waterfall told={told} output={output} />
  ) : (
    <Button variant="default" disabled={busy} onClick={async () => setTold(await explain(row))}>
      {t('case.why')}
    </Button>
  );
}
