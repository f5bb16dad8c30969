import { describe, expect, it } from 'vitest';
import { families } from '../../models';
import { steps } from '../../prep';
import { imageSteps } from '../../prep/image';
import { strategies } from '../../search';
import en from './en/rooms.json';
import ko from './ko/rooms.json';

/** Paths of all texts of a catalogue. */
const paths = (node: object, at = ''): string[] =>
  Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${at}${key}`] : paths(value, `${at}${key}.`),
  );

const owners = [...steps, ...imageSteps, ...families];
const wanted = [
  ...[...steps, ...imageSteps].flatMap(({ name }) =>
    ['title', 'help', 'short'].map((text) => `steps.${name}.${text}`),
  ),
  ...families.flatMap(({ name }) => ['title', 'help'].map((text) => `families.${name}.${text}`)),
  ...strategies.flatMap(({ name }) => ['title', 'help'].map((text) => `strategies.${name}.${text}`)),
  ...owners.flatMap(({ name, params }) =>
    params.flatMap((param) => [
      ...['label', 'help'].map((text) => `params.${name}.${param.key}.${text}`),
      // A choice among words is shown in the reader's words; numbers and lists speak for themselves.
      ...(param.kind === 'choice' ? param.choices : [])
        .filter((choice) => typeof choice === 'string')
        .map((choice) => `params.${name}.${param.key}.choices.${choice}`),
    ]),
  ),
].sort();

describe.each([
  ['en', en],
  ['ko', ko],
])('rooms.json, %s', (_language, catalogue) => {
  it('has the texts of every step, family, strategy and parameter, and no others', () => {
    expect(paths(catalogue).sort()).toEqual(wanted);
  });
});
