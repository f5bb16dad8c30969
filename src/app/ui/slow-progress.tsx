import { useEffect, useState } from 'react';
import { useApp } from '../store';
import { WorkProgress } from './work-progress';

/** Shorter work is not worth a box that comes and goes. */
const SLOW_MS = 400;

/** The progress, and the cancel, of work that was asked for here, once it takes its time. */
export function SlowProgress({ asked }: { asked: boolean }) {
  const busy = useApp((s) => s.busy);
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (!asked) return;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, [asked]);
  return asked && slow && busy ? <WorkProgress busy={busy} /> : null;
}
