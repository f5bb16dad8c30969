/** Texts of one namespace: nested, or flat with dots in the keys. */
export interface Texts {
  [key: string]: string | Texts;
}

/** Path of a JSON file, such as `./en/home.json`, to its texts. The file's name is the namespace. */
export type Catalogue = Record<string, Texts>;

export const namespaceOf = (path: string): string => path.replace(/^.*\/|\.json$/g, '');
