import { describe, expect, it } from 'vitest';
import { families } from '../../models';
import { everyStep } from '../../prep';
import { imageSteps } from '../../prep/image';
import { strategies } from '../../search';
import { guards, pruners } from '../../search/pruners';
import { defaultsOf } from '../../study/params';
import enImages from './en/images.json';
import en from './en/rooms.json';
import koImages from './ko/images.json';
import ko from './ko/rooms.json';

/** Paths of all texts of a catalogue. */
const paths = (node: object, at = ''): string[] =>
  Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${at}${key}`] : paths(value, `${at}${key}.`),
  );

const owners = [...everyStep, ...imageSteps, ...families];
const wanted = [
  ...[...everyStep, ...imageSteps].flatMap(({ name }) =>
    ['title', 'help', 'short'].map((text) => `steps.${name}.${text}`),
  ),
  ...families.flatMap(({ name }) => ['title', 'help'].map((text) => `families.${name}.${text}`)),
  'families.elastic-net.linear',
  'families.logistic.linear',
  'why.hand',
  ...strategies.flatMap(({ name }) => ['title', 'help'].map((text) => `strategies.${name}.${text}`)),
  ...strategies.flatMap(({ reasons = [] }) => reasons.map((code) => `why.${code}`)),
  ...['none', ...pruners.map(({ name }) => name)].flatMap((name) =>
    ['title', 'help'].map((text) => `pruners.${name}.${text}`),
  ),
  ...[...pruners, ...guards].map(({ name }) => `pruners.${name}.reason`),
  // Of a trial that was ended elsewhere.
  'pruners.cluster.reason',
  'pruners.advice.scale',
  ...['advice', 'unlearned'].flatMap((kind) => ['raise', 'lower'].map((way) => `pruners.${kind}.${way}`)),
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
  it('has the texts of every step, family, strategy, pruner and parameter, and no others', () => {
    expect(paths(catalogue).sort()).toEqual(wanted);
  });
});

describe('images.json', () => {
  const infos = (['hu', 'intensity', 'colour'] as const).flatMap((unit) =>
    [1, 3].flatMap((channels) =>
      [64, 4000].map((side) => ({
        width: side,
        height: side,
        channels,
        unit,
        range: [0, 255] as const,
      })),
    ),
  );
  /** Every reason that a step can name, with each choice it offers. */
  const reasons = imageSteps.flatMap((step) => {
    const usual = defaultsOf(step.params);
    const settings = step.params.flatMap((param) =>
      param.kind === 'choice' ? param.choices.map((choice) => ({ ...usual, [param.key]: choice })) : [],
    );
    return [usual, ...settings].flatMap((params) => infos.map((info) => step.unsuited?.(info, params)));
  });

  it.each([...new Set(reasons)].filter((reason) => typeof reason === 'string'))('says why: %s', (reason) => {
    for (const { misuse } of [enImages, koImages])
      expect(Object.keys(misuse).some((key) => key === reason || key.startsWith(`${reason}_`))).toBe(true);
  });
});
