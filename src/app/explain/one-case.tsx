import { Button, NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseChoice, CaseExplanation } from '../../engine/explaining/api';
import { useApp } from '../store';
import { theEngine } from '../store/engine';
import { formatRisk } from '../ui/number';
import { SlowProgress } from '../ui/slow-progress';
import classes from './explain.module.css';
import { Waterfall } from './waterfall';

/** Of each kind. */
const LIMIT = 8;

/** One patient of the part that was explained, chosen by how sure the model was. */
export function OneCase() {
  const { t } = useTranslation('explain');
  const explain = useApp((s) => s.explainCase);
  const busy = useApp((s) => s.busy !== null);
  const [choices, setChoices] = useState<CaseChoice[]>([]);
  const [chosen, setChosen] = useState('');
  const [output, setOutput] = useState(0);
  const [told, setTold] = useState<CaseExplanation | null>(null);
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    let current = true;
    theEngine()
      .call('caseChoices', { limit: LIMIT })
      .then((found) => current && setChoices(found))
      // Without a list there is nothing to choose; the screen's other parts stand.
      .catch(() => {});
    return () => {
      current = false;
    };
  }, []);
  if (choices.length === 0) return null;
  const index = chosen === '' ? choices[0].index : Number(chosen);
  const ask = async () => {
    setAsked(true);
    setTold((await explain(index)) ?? told);
    setAsked(false);
  };
  return (
    <section className={classes.part} aria-labelledby="one-case">
      <h2 id="one-case" className={classes.heading}>
        {t('case.title')}
      </h2>
      <div className={classes.choices}>
        <NativeSelect
          label={t('case.choose')}
          value={chosen}
          data={choices.map((c, i) => ({
            value: i === 0 ? '' : String(c.index),
            label: t(c.p === null ? 'case.value' : 'case.class', {
              kind: t(`case.kind.${c.kind}`),
              observed: c.observed,
              predicted: c.predicted,
              p: c.p === null ? '' : formatRisk(c.p),
              n: c.index + 1,
            }),
          }))}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
        {told && told.outputs.length > 1 && (
          <NativeSelect
            label={t('shap.output')}
            value={output}
            data={told.outputs.map((label, i) => ({ value: String(i), label }))}
            onChange={(event) => setOutput(Number(event.currentTarget.value))}
          />
        )}
        <Button variant="default" disabled={busy} onClick={() => void ask()}>
          {t('case.explain')}
        </Button>
      </div>
      <SlowProgress asked={asked} />
      {told && <Waterfall told={told} output={output} />}
    </section>
  );
}
