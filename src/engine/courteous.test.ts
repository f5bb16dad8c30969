import { expect, test } from 'vitest';
import { courteous, inHurry } from './courteous';

const soon = () => new Promise((resolve) => setTimeout(resolve));

test('whoever is in a hurry goes first, also between two pieces', async () => {
  const said: string[] = [];
  const answers: (() => void)[] = [];
  const hurry = (name: string) =>
    inHurry(new Promise<void>((resolve) => answers.push(resolve)).then(() => said.push(name)));
  function* checks(): Generator<undefined, string, undefined> {
    said.push('a');
    void hurry('second answer');
    yield;
    said.push('b');
    return 'checked';
  }
  void hurry('first answer');
  const checked = courteous(checks());
  for (const answered of [[], ['first answer', 'a']]) {
    for (let i = 0; i < 20; i++) await soon();
    expect(said).toEqual(answered);
    answers.shift()?.();
  }
  expect(await checked).toBe('checked');
  expect(said).toEqual(['first answer', 'a', 'second answer', 'b']);
});

test('work in a hurry that fails holds nobody up', async () => {
  const failed = expect(inHurry(Promise.reject(new Error('no')))).rejects.toThrow('no');
  function* two(): Generator<undefined, number, undefined> {
    yield;
    return 2;
  }
  expect(await courteous(two())).toBe(2);
  await failed;
});

test('what nobody wants any more ends before its next piece, and the next has its turn', async () => {
  const said: string[] = [];
  let open = 'a';
  function* checks(study: string): Generator<undefined, void, undefined> {
    said.push(study);
    yield;
    said.push(`${study} again`);
  }
  const of = (study: string) => courteous(checks(study), () => open === study);
  const [a, queued] = [
    expect(of('a')).rejects.toThrow('cancelled'),
    expect(of('a')).rejects.toThrow('cancelled'),
  ];
  const b = of('b');
  await Promise.resolve();
  await Promise.resolve();
  open = 'b';
  await Promise.all([a, queued, b]);
  expect(said).toEqual(['a', 'b', 'b again']);
});

test('what one has found the next need not look for: they take turns', async () => {
  const said: string[] = [];
  function* check(name: string): Generator<undefined, void, undefined> {
    for (const piece of [1, 2]) {
      said.push(`${name} ${piece}`);
      yield;
    }
  }
  await Promise.all([courteous(check('leaks')), courteous(check('quality'))]);
  expect(said).toEqual(['leaks 1', 'leaks 2', 'quality 1', 'quality 2']);
});
