/** A text of a person's as one line of Markdown that means nothing but itself. */
export const plainText = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]()#+!|<>~$&-]/g, (sign) => `\\${sign}`)
    // A number with a dot or bracket at the beginning would be a list.
    .replace(/^(\d+)\./, '$1\\.');

/** A table; cells are Markdown already, without line breaks. */
export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
