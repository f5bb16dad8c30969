import { useEffect } from 'react';

/** A file that misses its zone would make the browser leave the page for it. */
export function useNoStrayDrops(): void {
  useEffect(() => {
    const keep = (event: DragEvent) => {
      if (!event.defaultPrevented && event.dataTransfer) event.dataTransfer.dropEffect = 'none';
      event.preventDefault();
    };
    addEventListener('dragover', keep);
    addEventListener('drop', keep);
    return () => {
      removeEventListener('dragover', keep);
      removeEventListener('drop', keep);
    };
  }, []);
}
