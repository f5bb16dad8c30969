import { expect, it } from 'vitest';
import { layoutNetwork, type NetworkBox, STEP } from './network-layout';

const units = (n: number, lines = [`${n} units`]): NetworkBox => ({
  key: String(n),
  look: 'learned',
  size: { kind: 'units', units: n },
  lines,
});
const maps = (
  side: number,
  channels: number,
  lines = [`${side} × ${side}`, '2 convolutions'],
): NetworkBox => ({
  key: String(side),
  look: 'learned',
  size: { kind: 'maps', shape: [side, side, channels] },
  lines,
});
const net = [maps(28, 1), maps(28, 16), maps(14, 32), maps(7, 64), units(64), units(1)];

it('goes across where there is room for every label, and down on a phone', () => {
  expect(layoutNetwork(net, 960).across).toBe(true);
  expect(layoutNetwork(net, 358).across).toBe(false);
  expect(layoutNetwork([units(30), units(1)], 358).across).toBe(true);
  expect(layoutNetwork([units(30, ['a label that is longer than its column']), units(1)], 358).across).toBe(
    false,
  );
});

it('twice the units are higher by the same, wherever one begins', () => {
  const heights = layoutNetwork([units(8), units(16), units(256), units(512)], 600).boxes.map(
    (b) => b.height,
  );
  expect(heights[1] - heights[0]).toBeCloseTo(heights[3] - heights[2]);
  expect(heights[1]).toBeGreaterThan(heights[0]);
});

it('maps keep their proportions, and more channels stand behind each other', () => {
  const wide: NetworkBox = { ...maps(0, 1), size: { kind: 'maps', shape: [50, 100, 1] } };
  const { boxes } = layoutNetwork([wide, maps(7, 64), maps(7, 1024)], 900);
  expect(boxes[0].width / boxes[0].height).toBeCloseTo(2);
  expect(boxes.map(({ behind }) => behind)).toEqual([0, 5, 5]);
});

it.each([300, 358, 600, 1240])('nothing overlaps or leaves the drawing at %i pixels', (width) => {
  const { across, boxes, arrows, height } = layoutNetwork(net, width);
  const ends = boxes.map(({ x, y, width: w, height: h, behind, box, label }) => ({
    left: x,
    right: x + w + behind * STEP,
    top: y - behind * STEP,
    bottom: Math.max(y + h, label.y + 15 * (box.lines.length - 1) + 6),
  }));
  for (const { left, right, top, bottom } of ends) {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(width);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(bottom).toBeLessThanOrEqual(height + 0.01);
  }
  for (const [i, { length }] of arrows.entries()) {
    expect(length).toBeGreaterThan(8);
    const [from, to] = [boxes[i], boxes[i + 1]];
    if (across) expect(ends[i].right).toBeLessThan(ends[i + 1].left);
    else expect(from.y + from.height).toBeLessThan(to.y - to.behind * STEP);
  }
});
