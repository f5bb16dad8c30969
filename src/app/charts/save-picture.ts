import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { download } from '../store/download';
import { standaloneSvg } from './figure-colors';

/** Pixels of a PNG to one of the drawing: 300 dpi where the drawing is printed as wide as it is on a screen. */
const SHARPNESS = 3;

export type PictureFormat = 'svg' | 'png';

/** Hands the person a drawing as a file; nothing of the page is needed to show it. */
export async function savePicture(svg: SVGSVGElement, name: string, format: PictureFormat): Promise<void> {
  const file = standaloneSvg(new XMLSerializer().serializeToString(svg));
  if (format === 'svg') download(`${name}.svg`, file, 'image/svg+xml');
  else
    download(
      `${name}.png`,
      await rasterized(file, svg.width.baseVal.value, svg.height.baseVal.value),
      'image/png',
    );
}

async function rasterized(svg: string, width: number, height: number): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * SHARPNESS);
    canvas.height = Math.round(height * SHARPNESS);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no PNG'))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** A drawing that is not on the page, for saving: what is shown on a canvas is drawn anew from its data. */
export function drawnApart(drawing: ReactNode): SVGSVGElement | null {
  const host = document.createElement('div');
  const root = createRoot(host);
  flushSync(() => root.render(drawing));
  const svg = host.querySelector('svg');
  const copy = svg?.cloneNode(true);
  root.unmount();
  return copy instanceof SVGSVGElement ? copy : null;
}
