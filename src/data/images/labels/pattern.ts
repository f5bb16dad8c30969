import { BenchsideError } from '../../../study/errors';
import { nameOf } from '../listing/paths';

/** Of longer names the end is looked at: with it and three open repeats at most, a pattern ends soon. */
const LONGEST = 160;
const MOST_OPEN = 3;

/** How often an open-ended repeat stands in a pattern, or Infinity where one stands round another or an alternative. */
function openRepeats(text: string): number {
  // What each open bracket holds: a repeat or an alternative.
  const holds: boolean[] = [false];
  let closed = false;
  let open = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    let last = false;
    if (c === '\\') {
      // What repeats an earlier group can be slow in itself.
      if (/[1-9k]/.test(text[i + 1] ?? '')) return Number.POSITIVE_INFINITY;
      i++;
    } else if (c === '[') {
      for (i++; i < text.length && text[i] !== ']'; i++) if (text[i] === '\\') i++;
    } else if (c === '(') {
      if (/^\(\?(<?[=!])/.test(text.slice(i))) return Number.POSITIVE_INFINITY;
      holds.push(false);
      if (text[i + 1] === '?') i += 2;
    } else if (c === ')') {
      const held = holds.pop() ?? false;
      if (holds.length === 0) holds.push(false);
      if (held) holds[holds.length - 1] = true;
      closed = held;
      last = true;
    } else if (c === '|') holds[holds.length - 1] = true;
    else if (c === '*' || c === '+' || (c === '{' && /^\{\d*,?\d*\}/.test(text.slice(i)))) {
      const exact = /^\{(\d+)\}/.exec(text.slice(i));
      if (!exact || Number(exact[1]) > MOST_OPEN) {
        if (closed) return Number.POSITIVE_INFINITY;
        if (!exact) open++;
      }
      holds[holds.length - 1] = true;
    } else if (c === '?') holds[holds.length - 1] = true;
    if (!last) closed = false;
  }
  return open;
}

/**
 * A person's regular expression of one group, as a function from a path to what the group finds, or null: in the
 * file's name first, then in its whole path. Throws `image.patternBroken`, `image.patternGroup`, and
 * `image.patternSlow` for one that could run for ever on some name.
 */
export function patternFinder(text: string): (path: string) => string | null {
  let groups: number;
  let pattern: RegExp;
  try {
    pattern = new RegExp(text, 'u');
    // With an alternative that always matches, the match has a place for each group.
    groups = (new RegExp(`${text}|`, 'u').exec('')?.length ?? 1) - 1;
  } catch {
    throw new BenchsideError('image.patternBroken');
  }
  if (groups !== 1) throw new BenchsideError('image.patternGroup', { got: groups });
  if (openRepeats(text) > MOST_OPEN) throw new BenchsideError('image.patternSlow');
  const find = (where: string) => pattern.exec(where.slice(-LONGEST))?.[1] || null;
  return (path) => find(nameOf(path)) ?? find(path);
}
