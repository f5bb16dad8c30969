import { BenchsideError } from '../study/errors';

const CANDIDATES = [',', ';', '\t', '|'];
const LINES = 50;

/** How often each candidate stands outside quotes in each of the first lines. */
function countLines(text: string): Map<string, number>[] {
  const lines: Map<string, number>[] = [];
  let current = new Map<string, number>();
  let quoted = false;
  let blank = true;
  for (const char of text) {
    if (char === '"') quoted = !quoted;
    if (!quoted && (char === '\n' || char === '\r')) {
      if (!blank) lines.push(current);
      if (lines.length === LINES) return lines;
      current = new Map();
      blank = true;
      continue;
    }
    if (char.trim() !== '' || char === '\t') blank = false;
    if (!quoted && CANDIDATES.includes(char)) current.set(char, (current.get(char) ?? 0) + 1);
  }
  if (!blank) lines.push(current);
  return lines;
}

/**
 * The delimiter of a table by its first lines: the candidate that stands as often in most lines as in the
 * header, and of several the most frequent. A separator inside cells (`HTN;DM`) is uneven, so it loses.
 * Throws `data.empty` for nothing but blank lines, `data.oneColumn` where the header holds no candidate.
 */
export function findDelimiter(head: string): string {
  const lines = countLines(head);
  if (lines.length === 0) throw new BenchsideError('data.empty');
  const scored = CANDIDATES.map((delimiter) => {
    const wanted = lines[0].get(delimiter) ?? 0;
    const even = lines.filter((line) => (line.get(delimiter) ?? 0) === wanted).length / lines.length;
    return { delimiter, wanted, score: wanted > 0 ? even + wanted / 1e6 : 0 };
  }).sort((a, b) => b.score - a.score);
  // Ragged rows are the reader's to name: an uneven delimiter is still the best guess.
  const [best] = scored;
  if (best.wanted === 0) throw new BenchsideError('data.oneColumn');
  return best.delimiter;
}
