import { type ReactNode, useEffect, useRef } from 'react';
import type { Drawn } from '../../engine/images/api';
import classes from './pictures.module.css';

/** Below this many pixels a side a picture is shown with its pixels as squares, as they are. */
const SMALL = 160;

interface Props {
  drawn: Drawn;
  /** What it shows, in words. */
  label: string;
  /** What lies over it, in its own coordinates. */
  children?: ReactNode;
}

/** A picture as large as its place. */
export function DrawnCanvas({ drawn, label, children }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, rgba } = drawn;
  useEffect(() => {
    const on = canvas.current?.getContext('2d');
    on?.putImageData(new ImageData(new Uint8ClampedArray(rgba), width, height), 0, 0);
  }, [rgba, width, height]);
  return (
    <div className={classes.drawn} style={{ aspectRatio: `${width} / ${height}` }}>
      <canvas
        ref={canvas}
        width={width}
        height={height}
        role="img"
        aria-label={label}
        data-small={Math.max(width, height) < SMALL || undefined}
      />
      {children}
    </div>
  );
}
