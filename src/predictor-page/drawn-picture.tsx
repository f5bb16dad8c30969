import { useEffect, useRef } from 'react';
import type { Drawn } from '../engine/images/api';

/** A picture as it was drawn for the screen. */
export function DrawnPicture({ drawn, label }: { drawn: Drawn; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { rgba, width, height } = drawn;
    const pixels = new ImageData(rgba as Uint8ClampedArray<ArrayBuffer>, width, height);
    canvas.current?.getContext('2d')?.putImageData(pixels, 0, 0);
  }, [drawn]);
  return <canvas ref={canvas} width={drawn.width} height={drawn.height} role="img" aria-label={label} />;
}
