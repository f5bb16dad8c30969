import { GREEN, ORANGE, PURPLE, SKY } from '../charts/palette';

/** Pinned trials in the order they were pinned, each with its colour's place. */
export type Pins = ReadonlyMap<number, number>;

/** Neither near the accent, which is the best trial's, nor that of what is pointed at. They come round after four. */
const COLORS = [PURPLE, ORANGE, SKY, GREEN];

export const pinColor = (slot: number): string => COLORS[slot % COLORS.length];

/** Pins the trial, or lets it go. The others keep their colours; a new one gets the first that is free. */
export function togglePin(pins: Pins, trial: number): Pins {
  const next = new Map(pins);
  if (next.delete(trial)) return next;
  const taken = new Set(pins.values());
  let slot = 0;
  while (taken.has(slot)) slot++;
  return next.set(trial, slot);
}
