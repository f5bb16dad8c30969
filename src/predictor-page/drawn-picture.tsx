import { useEffect, useRef } from 'react';
import { heatPixels } from '../app/pictures/heat-colours';
import type { Drawn } from '../engine/images/api';

interface LayerProps {
  width: number;
  height: number;
  rgba: Uint8ClampedArray<ArrayBuffer>;
  /** Without one it is hidden from those who listen. */
  label?: string;
}

function Layer({ width, height, rgba, label }: LayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0);
  }, [rgba, width, height]);
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return <canvas ref={canvas} width={width} height={height} {...named} />;
}

/** A picture as it was drawn for the screen, with where the model looked over it once that is known. */
export function DrawnPicture({
  drawn,
  heat,
  label,
}: {
  drawn: Drawn;
  heat: Float32Array | null;
  label: string;
}) {
  const { width, height, rgba } = drawn;
  return (
    <div className="drawn">
      <Layer width={width} height={height} rgba={rgba as Uint8ClampedArray<ArrayBuffer>} label={label} />
      {heat && <Layer width={width} height={height} rgba={heatPixels(heat)} />}
    </div>
  );
}
