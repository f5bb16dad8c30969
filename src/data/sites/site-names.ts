/** Names for hospitals from their files' names: what all begin or end with says nothing about any of them. */
export function siteNames(files: string[]): string[] {
  const parts = files.map((file) =>
    file
      .replace(/\.[^.]+$/, '')
      .split(/([_\-. ]+)/)
      .filter((_, i) => i % 2 === 0),
  );
  const shortest = Math.min(...parts.map((words) => words.length));
  const shared = (at: (words: string[]) => string) => new Set(parts.map(at)).size === 1;
  let from = 0;
  if (files.length > 1) while (from < shortest - 1 && shared((words) => words[from])) from++;
  let end = 0;
  if (files.length > 1)
    while (end < shortest - 1 - from && shared((words) => words[words.length - 1 - end])) end++;
  const taken = new Set<string>();
  return parts.map((words, i) => {
    const name = words.slice(from, words.length - end).join(' ') || String(i + 1);
    let free = name;
    for (let k = 2; taken.has(free); k++) free = `${name} (${k})`;
    taken.add(free);
    return free;
  });
}
