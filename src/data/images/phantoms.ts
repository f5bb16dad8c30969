import { type Rng, rng } from '../../study/random';
import type { DecodedFile, DecodedPicture } from './decoder';
import { type Canvas, type Ellipse, fillEllipse } from './soft-ellipse';

/** A made-up patient's sections as a decoder would give them; the folder of `path` is the class. */
export interface PhantomFile {
  path: string;
  decoded: DecodedFile;
}

export interface PhantomOptions {
  patients: number;
  slices: number;
  /** Width and height in pixels. */
  size: number;
}

const DEFAULTS: PhantomOptions = { patients: 60, slices: 4, size: 96 };
/** mm across the picture, and between sections. */
const FIELD = 320;
const GAP = 5;
const LOWEST = -1024;
const HIGHEST = 3071;

/**
 * Two scanners. `kernel`: weight of each neighbour, below 0 a sharp kernel; `noise`: standard deviation in HU before
 * it; `offset`: what the calibration is off by, in HU.
 */
const SCANNERS = [
  { model: 'Phantom A', kernel: 0.22, noise: 70, offset: 0 },
  { model: 'Phantom B', kernel: -0.06, noise: 38, offset: 25 },
] as const;

/** A vessel runs through the sections and leans a little from one to the next. */
interface Vessel extends Ellipse {
  leanX: number;
  leanY: number;
  hu: number;
}

interface Sphere {
  x: number;
  y: number;
  /** mm along the body from the middle section. */
  z: number;
  radius: number;
  hu: number;
}

interface Anatomy {
  outline: Ellipse;
  /** mm of fat under the skin. */
  fat: number;
  lungs: Ellipse[];
  lungHu: number;
  heart: Ellipse;
  spine: Ellipse;
  aorta: Ellipse;
}

interface Body extends Anatomy {
  vessels: Vessel[];
  spheres: Sphere[];
}

const between = (random: Rng, low: number, high: number) => low + (high - low) * random.next();

/** A point of a lung: `near` to `far` are shares of the way from its middle to its rim. */
function within(random: Rng, lung: Ellipse, near: number, far: number): { x: number; y: number } {
  const angle = 2 * Math.PI * random.next();
  const reach = Math.sqrt(between(random, near * near, far * far));
  return { x: lung.x + reach * lung.a * Math.cos(angle), y: lung.y + reach * lung.b * Math.sin(angle) };
}

function vesselsOf(random: Rng, lung: Ellipse): Vessel[] {
  const hilum = { x: lung.x - Math.sign(lung.x) * lung.a * 0.75, y: lung.y };
  return Array.from({ length: 14 + random.int(8) }, () => {
    const at = within(random, lung, 0, 0.92);
    const far = Math.hypot(at.x - hilum.x, at.y - hilum.y) / (2 * lung.b);
    const a = Math.max(1, between(random, 2.2, 4.4) * (1 - 1.1 * far));
    const long = between(random, 1, 1.9);
    const flat = random.next() < 0.5;
    const b = flat ? a / long : a * long;
    const leanX = 0.25 * random.normal();
    const leanY = 0.25 * random.normal();
    return { ...at, a, b, leanX, leanY, hu: between(random, -250, 0) };
  });
}

/** Whether a disc is clear of an ellipse. */
const clearOf = ({ x, y, a, b }: Ellipse, at: { x: number; y: number }, radius: number): boolean =>
  ((at.x - x) / (a + radius)) ** 2 + ((at.y - y) / (b + radius)) ** 2 > 1;

/** A place in a lung where nothing hides a sphere. */
function openPlace(random: Rng, { lungs, heart, spine, aorta }: Anatomy, radius: number) {
  for (;;) {
    const at = within(random, lungs[random.int(2)], 0.2, 0.85);
    if ([heart, spine, aorta].every((organ) => clearOf(organ, at, radius))) return at;
  }
}

function anatomyOf(random: Rng): Anatomy {
  const a = between(random, 128, 150);
  const outline = { x: 4 * random.normal(), y: 4 * random.normal(), a, b: a * between(random, 0.66, 0.76) };
  return {
    outline,
    fat: between(random, 6, 20),
    lungs: [-1, 1].map((side) => ({
      x: outline.x + side * a * between(random, 0.43, 0.48),
      y: outline.y - outline.b * between(random, 0.02, 0.12),
      a: a * between(random, 0.31, 0.37),
      b: outline.b * between(random, 0.6, 0.7),
    })),
    lungHu: between(random, -890, -820),
    heart: {
      x: outline.x + a * 0.08,
      y: outline.y - outline.b * 0.15,
      a: a * between(random, 0.24, 0.31),
      b: outline.b * between(random, 0.34, 0.42),
    },
    spine: { x: outline.x, y: outline.y + outline.b * 0.6, a: 17, b: 15 },
    aorta: { x: outline.x + a * 0.13, y: outline.y + outline.b * 0.38, a: 12, b: 12 },
  };
}

/** One patient; the nodule is a sphere in the open lung, cut by two sections or more. */
function bodyOf(random: Rng, nodule: boolean): Body {
  const anatomy = anatomyOf(random);
  const spheres: Sphere[] = [];
  const add = (radius: number, z: number, hu: number) =>
    spheres.push({ ...openPlace(random, anatomy, radius), z, radius, hu });
  // Old healed foci, in both classes alike: small and calcified.
  if (random.next() < 0.4) add(2.5, between(random, -8, 8), 350);
  if (nodule) add(between(random, 9, 15), between(random, -4, 4), between(random, -60, 80));
  return { ...anatomy, vessels: anatomy.lungs.flatMap((lung) => vesselsOf(random, lung)), spheres };
}

function drawSection(canvas: Canvas, body: Body, z: number): void {
  const { outline, fat, lungs, lungHu, heart, spine, aorta } = body;
  canvas.v.fill(-1000);
  // The couch below the patient.
  fillEllipse(canvas, { x: 0, y: outline.y + outline.b + 14, a: 140, b: 7 }, -720);
  fillEllipse(canvas, outline, -100);
  fillEllipse(canvas, { ...outline, a: outline.a - fat, b: outline.b - fat }, 50);
  // Ribs: spots of bone about the chest, which move with the section.
  for (let rib = 0; rib < 12; rib++) {
    const angle = ((rib + 0.5 + z / 40) / 12) * 2 * Math.PI;
    const x = outline.x + (outline.a - fat - 8) * Math.cos(angle);
    const y = outline.y + (outline.b - fat - 8) * Math.sin(angle);
    fillEllipse(canvas, { x, y, a: 6, b: 4.5 }, 420);
  }
  // What lies lower in a lung holds more blood.
  for (const lung of lungs)
    fillEllipse(canvas, { ...lung, b: lung.b - 0.15 * Math.abs(z) }, (height) => lungHu + 45 * height);
  for (const { leanX, leanY, hu, ...vessel } of body.vessels)
    fillEllipse(canvas, { ...vessel, x: vessel.x + leanX * z, y: vessel.y + leanY * z }, hu);
  for (const { x, y, z: at, radius, hu } of body.spheres) {
    const cut = radius * radius - (z - at) * (z - at);
    if (cut > 0) fillEllipse(canvas, { x, y, a: Math.sqrt(cut), b: Math.sqrt(cut) }, hu);
  }
  fillEllipse(canvas, { ...heart, a: heart.a + 0.3 * z }, 45);
  fillEllipse(canvas, aorta, 60);
  fillEllipse(canvas, spine, 320);
  fillEllipse(canvas, { x: spine.x, y: spine.y + 12, a: 8, b: 7 }, 20);
}

/** Neighbours along rows, then along columns, are weighted in; edges repeat. */
function throughKernel({ size, v }: Canvas, weight: number): void {
  const line = new Float32Array(size);
  for (const [along, across] of [
    [1, size],
    [size, 1],
  ])
    for (let start = 0; start < size * across; start += across) {
      for (let i = 0; i < size; i++) line[i] = v[start + i * along];
      for (let i = 0; i < size; i++) {
        const sides = line[Math.max(0, i - 1)] + line[Math.min(size - 1, i + 1)];
        v[start + i * along] = (1 - 2 * weight) * line[i] + weight * sides;
      }
    }
}

function scanned(canvas: Canvas, scanner: (typeof SCANNERS)[number], random: Rng): Int16Array {
  const { v } = canvas;
  for (let i = 0; i < v.length; i++) v[i] += scanner.noise * random.normal();
  throughKernel(canvas, scanner.kernel);
  return Int16Array.from(v, (hu) => Math.min(HIGHEST, Math.max(LOWEST, Math.round(hu + scanner.offset))));
}

/**
 * Made-up sections of the chest in Hounsfield units, like those of a CT: an elliptical body with fat, ribs, spine,
 * heart and lungs with vessels, half of the patients with a nodule that is cut by at least two of four sections; seen
 * by either of two scanners that differ in noise, sharpness and calibration, whatever the class. Patients and scanners
 * are named synthetic. Nobody in them exists, and no real lesion looks like these.
 */
export function phantomFiles(seed: number, options: Partial<PhantomOptions> = {}): PhantomFile[] {
  const { patients, slices, size } = { ...DEFAULTS, ...options };
  const order = rng(seed, 'phantoms').shuffle(Array.from({ length: patients }, (_, i) => i));
  const canvas: Canvas = { size, pixel: FIELD / size, v: new Float32Array(size * size) };
  return order.map((drawn, p) => {
    const random = rng(seed, 'phantom', p);
    const nodule = drawn % 2 === 0;
    const scanner = SCANNERS[random.int(2)];
    const body = bodyOf(random, nodule);
    const pictures = Array.from({ length: slices }, (_, slice): DecodedPicture => {
      drawSection(canvas, body, (slice - (slices - 1) / 2) * GAP);
      return {
        width: size,
        height: size,
        channels: 1,
        unit: 'hu',
        range: [LOWEST, HIGHEST],
        slice,
        spacing: [canvas.pixel, canvas.pixel],
        pixels: scanned(canvas, scanner, random),
      };
    });
    const name = `SYN-${String(p + 1).padStart(3, '0')}`;
    return {
      path: `${nodule ? 'nodule' : 'no nodule'}/${name}`,
      decoded: {
        pictures,
        patient: name,
        volume: name,
        tags: { modality: 'CT', scanner: `Synthetic ${scanner.model}`, BodyPartExamined: 'CHEST' },
        notices: ['synthetic'],
      },
    };
  });
}
