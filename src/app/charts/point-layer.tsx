import type { PointerEvent } from 'react';

/** Pixels between a pointer and what it points at. */
export const REACH = 14;

/** Where a pointer is, in the drawing's own pixels. */
export function placeInDrawing(event: PointerEvent<SVGElement>): [number, number] {
  const svg = event.currentTarget.ownerSVGElement;
  const box = svg?.getBoundingClientRect();
  if (!svg || !box || box.width === 0) return [Number.NaN, Number.NaN];
  const scale = svg.viewBox.baseVal.width / box.width;
  return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
}

interface PointLayerProps {
  width: number;
  height: number;
  /** What is under a pointer, or null. */
  find(x: number, y: number): number | null;
  onPoint(id: number | null): void;
}

/** Lies over a drawing and tells what is pointed at. */
export const PointLayer = ({ width, height, find, onPoint }: PointLayerProps) => {
  const point = (event: PointerEvent<SVGElement>) => onPoint(find(...placeInDrawing(event)));
  return (
    <rect
      width={width}
      height={height}
      fill="transparent"
      onPointerDown={point}
      onPointerMove={point}
      onPointerLeave={() => onPoint(null)}
    />
  );
};
