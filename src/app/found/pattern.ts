/** What a pattern of one group finds in a file's name: the text of the group, null where it finds nothing. */
export function foundBy(pattern: RegExp, path: string): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return pattern.exec(name)?.[1] ?? null;
}

/** The pattern as it was typed; null where it is none, or has no group to find anything with. */
export function patternOf(text: string): RegExp | null {
  try {
    // One alternative more that matches the empty text tells how many groups there are.
    const groups = new RegExp(`${text}|`).exec('')?.length ?? 0;
    return text !== '' && groups === 2 ? new RegExp(text) : null;
  } catch {
    return null;
  }
}
