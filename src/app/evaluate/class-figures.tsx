import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MulticlassDetail } from '../../study/results/evaluation';
import type { Task } from '../../study/schema';
import classes from './evaluate.module.css';
import { CalibrationFigure } from './figure-calibration';
import { DecisionFigure } from './figure-decision';

/** Calibration and decision curve of one class against the rest; a class is chosen at a time. */
export function ClassFigures({ classes: list, task }: { classes: MulticlassDetail['classes']; task: Task }) {
  const { t } = useTranslation('evaluate-figures');
  const [chosen, setChosen] = useState(list[0]?.label ?? '');
  const one = list.find(({ label }) => label === chosen) ?? list[0];
  if (!one) return null;
  const event = `${task.target} = ${one.label}`;
  return (
    <section className={classes.card}>
      <NativeSelect
        label={t('ofClass', { target: task.target })}
        value={one.label}
        data={list.map(({ label }) => label)}
        onChange={(change) => setChosen(change.currentTarget.value)}
        maw={320}
        mb="md"
      />
      <div className={classes.figures}>
        <CalibrationFigure calibration={one.calibration} event={event} fileName="calibration-of-class" />
        <DecisionFigure decision={one.decision} threshold={null} event={event} fileName="decision-of-class" />
      </div>
    </section>
  );
}
