// Published numbers and their inputs: reference/golden.json names each source. They are not vendored: where they are
// absent the tests are skipped.
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const FOLDER = '../shared/reference';
export const goldenThere = existsSync(`${FOLDER}/golden.json`);

const all: unknown = goldenThere ? JSON.parse(readFileSync(`${FOLDER}/golden.json`, 'utf8')) : null;

/** The value at a path such as `/proportion_CI/wilson/81/263`; keys may hold slashes. */
function at(value: unknown, path: string): unknown {
  if (path === '') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (path !== `/${key}` && !path.startsWith(`/${key}/`)) continue;
    const found = at(inner, path.slice(key.length + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

export const goldenAt = (path: string): unknown => at(all, path);

/** Paths that some test has to reproduce. */
export const goldenRequired = (): string[] =>
  goldenThere ? JSON.parse(readFileSync(`${FOLDER}/golden-required.json`, 'utf8')).paths : [];

/** Rows of an input beside golden.json, split at `separator`, without quotation marks; empty where it is absent. */
export const goldenInput = (name: string, separator = ','): string[][] =>
  goldenThere
    ? readFileSync(`${FOLDER}/${name}`, 'utf8')
        .trim()
        .split(/\r?\n/)
        .map((line) => line.split(separator).map((cell) => cell.replace(/^"|"$/g, '')))
    : [];

/** A test, named by the path, that a number (or each of several) is the published one to so many decimals. */
export function reproduces(path: string, decimals: number, found: () => number | number[]): void {
  it.skipIf(!goldenThere)(path, () => {
    const [wanted, got] = [goldenAt(path), found()].map((value) => [value].flat());
    expect(wanted.length).toBe(got.length);
    for (const [i, value] of wanted.entries()) {
      expect(value).toBeTypeOf('number');
      expect(got[i]).toBeCloseTo(value as number, decimals);
    }
  });
}
