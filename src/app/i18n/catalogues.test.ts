import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = (language: string) => new URL(`./${language}/`, import.meta.url);
const namespaces = (language: string) => readdirSync(folder(language)).sort();

/** Placeholders by key; plural forms of one key are one, as languages differ in how many they have. */
function placeholders(language: string, namespace: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const visit = (node: unknown, path: string) => {
    if (typeof node === 'string') {
      const key = path.replace(/_(zero|one|two|few|many|other)$/, '');
      const names = found.get(key) ?? new Set();
      for (const [, name] of node.matchAll(/\{\{-?\s*(\w+)/g)) names.add(name);
      found.set(key, names);
    } else
      for (const [key, child] of Object.entries(node as object)) visit(child, path ? `${path}.${key}` : key);
  };
  visit(JSON.parse(readFileSync(new URL(namespace, folder(language)), 'utf8')), '');
  return found;
}

it('every namespace exists in both languages', () => {
  expect(namespaces('ko')).toEqual(namespaces('en'));
});

describe.each(namespaces('en'))('%s', (namespace) => {
  const en = placeholders('en', namespace);
  const ko = placeholders('ko', namespace);

  it('has the same keys in both languages', () => {
    expect([...ko.keys()].sort()).toEqual([...en.keys()].sort());
  });

  it('fills the same things into both languages', () => {
    const differing = [...en].filter(([key, names]) => {
      const other = ko.get(key) ?? new Set();
      // A count that a plural form spells out ("one row") need not be filled in.
      return (
        [...names].some((name) => name !== 'count' && !other.has(name)) ||
        [...other].some((name) => name !== 'count' && !names.has(name))
      );
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });
});
