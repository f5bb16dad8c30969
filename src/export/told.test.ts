import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../study/events';
import type { ColumnPlan, Study } from '../study/schema';
import { examplePredictor } from './testing';
import { type Counted, toldJournal, toldStudy } from './told';

const { study } = examplePredictor();
const column = (name: string, changed: Partial<ColumnPlan>): ColumnPlan => ({
  name,
  type: 'nominal',
  role: 'feature',
  stored: true,
  ...changed,
});

const counted: Counted = {
  rare: new Map([['ward', new Map([['hut', 'rare 1']])]]),
  columns: new Set(['ward', 'grade', 'outcome']),
  spellings: {
    columns: new Map([['ward', new Set(['wesst'])]]),
    hospitals: new Map([['North', new Map([['ward', new Set(['south'])]])]]),
  },
};

const given: Study = {
  ...study,
  columns: [
    column('ward', { same: { wesst: 'west', w: 'west', cabin: 'hut', hut: 'west' }, order: ['west', 'hut'] }),
    column('grade', { type: 'ordinal', order: ['low', 'high'] }),
    column('gone', { same: { a: 'b' } }),
    column('outcome', { role: 'target' }),
  ],
  sources: [
    {
      site: 'North',
      sha256: '',
      rows: 9,
      columns: [
        {
          from: 'Station',
          to: 'ward',
          levels: { W: 'west', Wst: 'west', H: 'hut', S: 'south', Q: '' },
          few: ['Wst', 'Q'],
        },
        { from: 'tot', to: 'outcome', levels: { ja: 'yes' } },
        { from: 'x', to: 'gone', levels: { y: 'z' } },
      ],
    },
  ],
  steps: [{ id: 's', step: 'standardize', params: {}, columns: ['ward=hut', 'ward=west', 'list∋hut'] }],
};

describe('what is told of a study', () => {
  const told = toldStudy(given, counted);

  it('spellings of five patients or more, and of counted columns alone', () => {
    expect(told.columns.map(({ same }) => same)).toEqual([{ w: 'west' }, undefined, undefined, undefined]);
  });

  it('an order that a person declared, and no list that is none', () => {
    expect(told.columns.map(({ order }) => order)).toEqual([
      undefined,
      ['low', 'high'],
      undefined,
      undefined,
    ]);
  });

  it('hospitals’ levels that five of their patients have', () => {
    expect(told.sources[0].columns.map(({ levels }) => levels)).toEqual([
      { W: 'west' },
      { ja: 'yes' },
      undefined,
    ]);
  });

  it('no list of what is left out', () => {
    expect(JSON.stringify(told)).not.toMatch(/few|Wst/);
  });

  it('no column that is named after a rare level', () => {
    expect(told.steps[0].columns).toEqual(['ward=rare 1', 'ward=west', 'list∋hut']);
  });

  it('no labels row by row', () => {
    const images = {
      labels: { from: 'hand' as const },
      patients: { from: 'none' as const },
      hand: { '3': 'ill' },
      alike: 'apart' as const,
    };
    expect(toldStudy({ ...given, images }, counted).images).toEqual({ ...images, hand: undefined });
    expect(JSON.stringify(toldStudy({ ...given, images }, counted))).not.toContain('ill');
  });
});

describe('what is told of a journal', () => {
  it('the same of each search’s study, and no cell in a message', () => {
    const base = { at: 1, search: 1 };
    const failed = (details: Record<string, string | number>, code: 'prep.missingLeft' | 'unexpected') => ({
      ...base,
      seq: 1,
      type: 'trial.failed' as const,
      trial: 0,
      error: { code, details, kind: 'trial' as const },
      seconds: 1,
    });
    const events: JournalEvent[] = [
      { ...base, seq: 0, type: 'search.started', study: given, backend: 'cpu', adapter: '', planned: 1 },
      failed({ name: 'ward=hut', count: 3 }, 'prep.missingLeft'),
      failed({ name: 'hut' }, 'prep.missingLeft'),
      failed({ message: 'at row 7: Kim' }, 'unexpected'),
    ];
    const told = toldJournal(events, counted);
    expect(told[0]).toEqual({ ...events[0], study: toldStudy(given, counted) });
    expect(told.slice(1).map((event) => event.type === 'trial.failed' && event.error.details)).toEqual([
      { name: 'ward=rare 1', count: 3 },
      { name: '' },
      {},
    ]);
  });
});
