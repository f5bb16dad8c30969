import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelCard } from '../../engine/protocol';
import type { NewPredictions } from '../../engine/using/api';
import { remarksOfRow } from '../../export/remarks';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import type { FormValues } from './form-values';
import { likeliest, onePrediction } from './one-prediction';
import { Result } from './result';
import { RowNotes } from './row-notes';
import classes from './use.module.css';
import { Why } from './why';

interface Props {
  model: ModelCard;
  predictions: NewPredictions;
  row: number;
  /** Into the form, to see what another value would change. */
  onOpen(values: FormValues): void;
}

/** One row of the table: what the model says of it, what there is to note, and why it says so. */
export function OneRow({ model, predictions, row, onOpen }: Props) {
  const { t } = useTranslation('use');
  const predictedRow = useApp((s) => s.predictedRow);
  const busy = useApp((s) => s.busy !== null);
  const [cells, setCells] = useState<Record<string, string> | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    let here = true;
    heading.current?.focus();
    void predictedRow(row).then((found) => {
      if (here) setCells(found);
    });
    return () => {
      here = false;
    };
  }, [predictedRow, row]);
  const remarks = remarksOfRow(predictions.remarks, row);
  const one = onePrediction(predictions, row);
  const none = remarks.needed.length > 0;
  return (
    <section className={classes.oneRow} aria-labelledby="one-row" data-testid="one-row">
      <div className={classes.manyHead}>
        <h3 id="one-row" ref={heading} tabIndex={-1} className={classes.cardTitle}>
          {t('row.title', { row: formatCount(row + 1) })}
        </h3>
        <Button
          variant="default"
          size="xs"
          disabled={cells === null || busy}
          onClick={() => cells && onOpen(new Map(Object.entries(cells)))}
        >
          {t('row.open')}
        </Button>
      </div>
      <RowNotes remarks={remarks} all={predictions.remarks.inputs} />
      {none ? (
        <p className={classes.hint}>{t('row.none')}</p>
      ) : (
        <div className={classes.answer}>
          <Result
            predictions={one}
            target={model.task.target}
            unlike={[]}
            empty={remarks.missing}
            all={predictions.remarks.inputs}
          />
          {cells && <Why row={cells} output={likeliest(one)} />}
        </div>
      )}
    </section>
  );
}
