import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { parseHostileJson } from './hostile-json';

const parse = (text: string) => parseHostileJson(strToU8(text));

describe('JSON out of a stranger’s hands', () => {
  it.each([
    '{"a":[1,-2.5e3,null,true,"x"]}',
    `${'['.repeat(64)}${']'.repeat(64)}`,
    '{"brackets in a text":"[[[[{{{{ \\" [ \\\\"}',
    JSON.stringify('['.repeat(1000)),
  ])('reads %s as JSON.parse does', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['nothing', ''],
    ['half a document', '{"a":'],
    ['a key that reaches a prototype', '{"__proto__":{"polluted":1}}'],
    ['the same, written otherwise', '{"\\u005f_proto__":{"polluted":1}}'],
    ['a number that is none', '{"a":1e999}'],
    ['a number that is none by name', '{"a":NaN}'],
    ['65 lists in each other', `${'['.repeat(65)}${']'.repeat(65)}`],
    ['a million lists in each other', '['.repeat(1_000_000)],
    ['a million objects in each other', '{"a":'.repeat(1_000_000)],
    ['an endless text', JSON.stringify('x'.repeat(200_000))],
    ['an endless key', JSON.stringify({ ['x'.repeat(200_000)]: 1 })],
  ])('%s is bundle.broken', (_, text) => {
    expect(() => parse(text)).toThrow('bundle.broken');
    expect('polluted' in {}).toBe(false);
  });
});
