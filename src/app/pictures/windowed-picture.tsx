import { Skeleton } from '@mantine/core';
import { type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DrawnCanvas } from './drawn-canvas';
import classes from './pictures.module.css';
import { useDrawn } from './use-drawn';
import { type Window, WindowFields } from './window-fields';

/** Pixels of the longer side that are asked for. */
const LONGEST = 768;
/** From where dragging begins: soft tissue. */
const FIRST: Window = [50, 400];
/** Hounsfield units a pixel of the drag. */
const PER_PIXEL = 2;

/**
 * One picture large. In Hounsfield units its window follows the pointer as on a workstation: right widens, up
 * raises the level.
 */
export function WindowedPicture({ row, label }: { row: number; label: string }) {
  const { t } = useTranslation('images');
  const [window, setWindow] = useState<Window | null>(null);
  const drawn = useDrawn(row, window, LONGEST);
  const from = useRef<{ x: number; y: number; window: Window } | null>(null);
  if (!drawn) return <Skeleton className={classes.waiting} aria-label={t('view.loading')} />;
  const calibrated = drawn.unit === 'hu';
  const begin = (event: PointerEvent) => {
    if (!calibrated) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, y: event.clientY, window: window ?? FIRST };
  };
  const drag = (event: PointerEvent) => {
    if (!from.current) return;
    const { x, y, window: start } = from.current;
    setWindow([
      Math.round(start[0] + PER_PIXEL * (y - event.clientY)),
      Math.max(1, Math.round(start[1] + PER_PIXEL * (event.clientX - x))),
    ]);
  };
  const end = () => {
    from.current = null;
  };
  return (
    <div className={classes.windowed}>
      <div
        className={classes.dragged}
        data-windowed={calibrated || undefined}
        onPointerDown={begin}
        onPointerMove={drag}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <DrawnCanvas drawn={drawn} label={label} />
      </div>
      {calibrated && <WindowFields window={window} onChange={setWindow} />}
    </div>
  );
}
