import type { IdentifierKind } from '../../study/schema';
import type { CatColumn, NumColumn } from '../dataset';
import { kindByName, saysOnlyName } from './column-names';
import { FORMS, isRrnNumber } from './forms';
import { mask } from './mask';
import { holdNames } from './person-names';

/** A column that identifies people. Made where the file is read; holds no value of a cell, only masked ones. */
export interface FoundIdentifier {
  kind: IdentifierKind;
  /** `identifiers.evidence.<key>`: by the column's name, by the cells' form, inside running text, or a key of rows or people. */
  evidence: { key: 'name' | 'content' | 'text' | 'record'; params: { percent: number } };
  /** What running text holds; else the kind alone. */
  holds: IdentifierKind[];
  masked: string[];
}

/** Different texts looked at, spread over the dictionary. */
const SAMPLE = 5000;
const MASKED = 3;
/** Cells of one form, as a share of those looked at, that make the column one of that kind. */
const MOST = 0.5;
/** Part of a cell that the form must fill to be what the cell is about, rather than something said in it. */
const FILLS = 0.7;

interface Hit {
  kind: IdentifierKind;
  value: string;
  cells: number;
  whole: boolean;
}

/** Present texts and how many cells hold each; at most SAMPLE of them. */
function textsOf({ codes, dict }: CatColumn): { text: string; cells: number }[] {
  const counts = new Uint32Array(dict.length);
  for (let i = 0; i < codes.length; i++) if (codes[i] >= 0) counts[codes[i]]++;
  const stride = Math.max(1, Math.floor(dict.length / SAMPLE));
  const texts: { text: string; cells: number }[] = [];
  for (let code = 0; code < dict.length; code += stride)
    if (counts[code] > 0) texts.push({ text: dict[code].trim(), cells: counts[code] });
  return texts;
}

/** Whether a cell is about what was found in it: filled by it, or an address, of which the beginning alone is found. */
const isWhole = (kind: IdentifierKind, value: string, text: string): boolean =>
  value.trim().length >= text.length * FILLS ||
  (kind === 'address' && text.length <= 80 && text.startsWith(value.trim()));

function hitOf(text: string, cells: number): Hit | null {
  // Nothing that identifies is shorter, and most cells of a clinical table are.
  if (text.length < 5) return null;
  for (const [kind, find] of FORMS) {
    const value = find(text);
    if (value !== null) return { kind, value, cells, whole: isWhole(kind, value, text) };
  }
  return null;
}

const percentOf = (part: number, all: number): number => Math.max(1, Math.round((100 * part) / all));
const sum = (list: readonly { cells: number }[]): number =>
  list.reduce((total, { cells }) => total + cells, 0);

/** The kinds of the hits, the most frequent first. */
function kindsOf(hits: readonly Hit[]): IdentifierKind[] {
  const cells = new Map<IdentifierKind, number>();
  for (const hit of hits) cells.set(hit.kind, (cells.get(hit.kind) ?? 0) + hit.cells);
  return [...cells].sort((a, b) => b[1] - a[1]).map(([kind]) => kind);
}

function named(kind: IdentifierKind, texts: readonly { text: string }[]): FoundIdentifier {
  const masked = texts.slice(0, MASKED).map(({ text }) => mask(kind, text));
  return {
    kind,
    evidence: { key: 'name', params: { percent: 100 } },
    holds: [kind],
    masked: [...new Set(masked)],
  };
}

function inTexts(name: string, column: CatColumn): FoundIdentifier | null {
  const texts = textsOf(column);
  const all = sum(texts);
  if (all === 0) return null;
  const said = kindByName(name);
  // A column of two values or codes under such a name (email: yes/no) says nothing of anybody; nor do years of birth.
  const telling = texts.length > 2 || texts.some(({ text }) => text.length > 5);
  const years = texts.every(({ text }) => /^\d{1,4}$/.test(text));
  if (said && telling && !years) return named(said, texts);
  const names = texts.map(({ text }) => text);
  if (holdNames(names) || (saysOnlyName(name) && texts.length > 8 && texts.length >= all / 2))
    return {
      ...named('name', texts),
      evidence: { key: 'content', params: { percent: 100 } },
    };
  const hits = texts.flatMap(({ text, cells }) => hitOf(text, cells) ?? []);
  if (hits.length === 0) return null;
  const masked = [...new Set(hits.slice(0, MASKED).map(({ kind, value }) => mask(kind, value)))];
  const whole = hits.filter((hit) => hit.whole);
  if (sum(whole) >= all * MOST) {
    const [kind] = kindsOf(whole);
    const params = { percent: percentOf(sum(whole), all) };
    return { kind, evidence: { key: 'content', params }, holds: kindsOf(hits), masked };
  }
  const params = { percent: percentOf(sum(hits), all) };
  return { kind: 'freeText', evidence: { key: 'text', params }, holds: kindsOf(hits), masked };
}

function inNumbers(name: string, { v }: NumColumn): FoundIdentifier | null {
  const said = kindByName(name);
  let present = 0;
  let rrn = 0;
  let largest = 0;
  let whole = true;
  const first: number[] = [];
  for (let i = 0; i < v.length; i++) {
    const value = v[i];
    if (Number.isNaN(value)) continue;
    present++;
    if (first.length < MASKED) first.push(value);
    if (value > largest) largest = value;
    if (whole && !Number.isInteger(value)) whole = false;
    if (value >= 1e11 && isRrnNumber(value)) rrn++;
  }
  if (present === 0 || !whole) return null;
  const texts = first.map((value) => ({ text: String(value) }));
  // A birth year or a count under such a name has few digits.
  if (said && largest >= (said === 'birthDate' ? 100_000 : 1000)) return named(said, texts);
  if (rrn < present * MOST) return null;
  const params = { percent: percentOf(rrn, present) };
  return { ...named('rrn', texts), evidence: { key: 'content', params } };
}

/** What a column says of who its patients are, by its name and by its cells; null where nothing does. */
export const findIdentifier = (name: string, column: NumColumn | CatColumn): FoundIdentifier | null =>
  column.kind === 'num' ? inNumbers(name, column) : inTexts(name, column);
