import { useEffect, useRef } from 'react';
import { heatPixels } from './heat-colours';
import classes from './pictures.module.css';

interface Props {
  heat: Float32Array;
  width: number;
  height: number;
  /** 0 to 1. */
  opacity: number;
}

/** A heat map over the picture it belongs to; the picture's own label speaks for both. */
export function HeatOverlay({ heat, width, height, opacity }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(heatPixels(heat), width, height), 0, 0);
  }, [heat, width, height]);
  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      className={classes.overlay}
      style={{ opacity }}
      data-testid="heat"
      aria-hidden
    />
  );
}
