/** A connected part of a mask: its box, corners included, and its pixels. */
export interface Blob2d {
  left: number;
  right: number;
  top: number;
  bottom: number;
  area: number;
}

/** All parts of a mask whose pixels touch, at corners too (8-connected). `mask`: [height, width], 1 inside. */
export function brightBlobs(mask: Uint8Array, width: number, height: number): Blob2d[] {
  const seen = new Uint8Array(mask.length);
  const stack: number[] = [];
  const blobs: Blob2d[] = [];
  for (let start = 0; start < mask.length; start++) {
    if (!mask[start] || seen[start]) continue;
    const blob: Blob2d = { left: width, right: 0, top: height, bottom: 0, area: 0 };
    seen[start] = 1;
    stack.push(start);
    while (stack.length > 0) {
      const at = stack.pop()!;
      const x = at % width;
      const y = (at - x) / width;
      blob.area++;
      if (x < blob.left) blob.left = x;
      if (x > blob.right) blob.right = x;
      if (y < blob.top) blob.top = y;
      if (y > blob.bottom) blob.bottom = y;
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const nx = x + dx;
          const ny = y + dy;
          if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
          const next = ny * width + nx;
          if (!mask[next] || seen[next]) continue;
          seen[next] = 1;
          stack.push(next);
        }
    }
    blobs.push(blob);
  }
  return blobs;
}
