// What the first page makes a browser load: its scripts, the modules it asks for ahead, and all they import
// statically; compressed as a web server would. Workers and lazily loaded screens are not part of it.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { DIST } from './build.mjs';

/** Kilobytes (1,000 bytes) of JavaScript, gzip. */
export const LIMIT_KB = 300;

const STATIC_IMPORT = /\b(?:import|export)\s*(?:[^"'`()]*?\bfrom\s*)?["'](\.{1,2}\/[^"']+\.js)["']/g;
const TAG_SOURCE = /<(?:script\b[^>]*?\bsrc|link\b[^>]*?\brel="modulepreload"[^>]*?\bhref)="([^"]+\.js)"/g;
const matches = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);

/** @returns {{ file: string, kb: number }[]} each script of the page once, largest first */
export function initialScripts(page = join(DIST, 'index.html')) {
  const sizes = new Map();
  const visit = (file) => {
    if (sizes.has(file)) return;
    const text = readFileSync(file, 'utf8');
    sizes.set(file, gzipSync(text, { level: 9 }).length / 1000);
    for (const next of matches(text, STATIC_IMPORT)) visit(join(dirname(file), next));
  };
  for (const source of matches(readFileSync(page, 'utf8'), TAG_SOURCE)) visit(join(dirname(page), source));
  return [...sizes].map(([file, kb]) => ({ file, kb })).sort((a, b) => b.kb - a.kb);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const scripts = initialScripts();
  const total = scripts.reduce((sum, { kb }) => sum + kb, 0);
  for (const { file, kb } of scripts)
    console.log(`${kb.toFixed(1).padStart(8)} KB  ${file.slice(DIST.length + 1)}`);
  console.log(`${total.toFixed(1).padStart(8)} KB  first page's JavaScript, gzip (limit ${LIMIT_KB} KB)`);
  if (scripts.length === 0 || total > LIMIT_KB) process.exit(1);
}
