/** How a slice is laid out: which axis of the volume runs along rows and columns, and which is turned round. */
export interface Layout {
  /** Axis along which x grows, and y. */
  x: number;
  y: number;
  flipX: boolean;
  flipY: boolean;
}

/** For an axis of voxels: the axis of the patient it follows most (0 right-left, 1 front-back, 2 feet-head), and its sign. */
function direction(affine: number[][], axis: number): { body: number; sign: number } {
  const along = [affine[0][axis], affine[1][axis], affine[2][axis]].map((x) => (Number.isFinite(x) ? x : 0));
  let body = along.every((x) => x === 0) ? axis : 0;
  for (let i = 1; i < 3; i++) if (Math.abs(along[i]) > Math.abs(along[body])) body = i;
  return { body, sign: along[body] < 0 ? -1 : 1 };
}

/**
 * A slice as a radiologist hangs it: head or front of the patient up, the patient's right, or front, on the left.
 * `affine`: voxels to mm in NIfTI's space, whose axes grow to the patient's right, front and head.
 */
export function upright(affine: number[][], cut: number): Layout {
  const [a, b] = [0, 1, 2].filter((axis) => axis !== cut);
  const first = direction(affine, a);
  const second = direction(affine, b);
  const turned = first.body > second.body;
  const [x, y] = turned ? [b, a] : [a, b];
  const [across, up] = turned ? [second, first] : [first, second];
  return { x, y, flipX: across.sign > 0, flipY: up.sign > 0 };
}
