import { useEffect, useState } from 'react';
import type { Study } from '../../study/schema';
import { useApp } from '../store';
import { theEngine } from '../store/engine';
import { type Borders, bordersOf, learnCounts } from './column-counts';

/** The open card's preview goes first; the counts of the other cards are asked for once edits pause. */
const ASK_AFTER_MS = 400;

/** Columns in and out of every card: learned from the open card's preview, and asked for quietly for the others. */
export function useColumnCounts(study: Study): Borders {
  const [known, setKnown] = useState<ReadonlyMap<string, number>>(new Map());
  const value = useApp((s) => s.preview.value);
  useEffect(() => {
    // A preview arrives only for the study of its moment, so that study is read here and not depended upon.
    const { study: now, preview } = useApp.getState();
    if (!value || value.error || !now || !preview.stepId || preview.value !== value) return;
    const { stepId } = preview;
    setKnown((before) => learnCounts(before, now, stepId, value));
  }, [value]);

  const borders = bordersOf(known, study);
  const unknown = borders.indexOf(null, 1);
  const stepId = study.steps[unknown - 1]?.id;
  useEffect(() => {
    if (stepId === undefined) return;
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const preview = await theEngine().call('preview', { study, stepId }, { signal: controller.signal });
        if (!preview.error) setKnown((before) => learnCounts(before, study, stepId, preview));
      } catch {
        // The open card and the checks before training say what is wrong; here a number is missing, no more.
      }
    }, ASK_AFTER_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [study, stepId]);
  return borders;
}
