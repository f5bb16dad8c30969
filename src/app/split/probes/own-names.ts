const OWN = new Set(['missing', 'size', 'spacing', 'site']);

/** What a shortcut probe read that is no column of the table: it has a name in the texts (`names.<name>`). */
export const isOwnName = (name: string): boolean => OWN.has(name);
