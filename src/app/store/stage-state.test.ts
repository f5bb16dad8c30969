import { expect, test } from 'vitest';
import { emptyStudy } from '../../study/defaults';
import { emptyJournal } from '../../study/journal-state';
import type { Study } from '../../study/schema';
import { searchIsStale } from './stage-state';

const images: Study['images'] = { labels: { from: 'folder' }, patients: { from: 'none' }, alike: 'together' };
const study: Study = { ...emptyStudy('a'), images };
const isStale = (now: Study) => searchIsStale({ study: now, journal: { ...emptyJournal(), study } });

test('results are of the study on screen however its keys stand, and of no other', () => {
  const backwards = Object.fromEntries(Object.entries(study.search).reverse()) as Study['search'];
  expect(isStale({ ...study, search: backwards })).toBe(false);
  expect(isStale({ ...study, seed: study.seed + 1 })).toBe(true);
  expect(isStale({ ...study, images: { ...images, alike: 'apart' } })).toBe(true);
});

test('an existing score comes after the search, a feature does not', () => {
  const columns: Study['columns'] = [
    { name: 'age', type: 'continuous', role: 'feature', stored: true },
    { name: 'grace', type: 'integer', role: 'ignore', stored: true },
  ];
  const searched = { ...study, columns };
  const now = (name: string, role: Study['columns'][number]['role']) =>
    searchIsStale({
      study: { ...searched, columns: columns.map((c) => (c.name === name ? { ...c, role } : c)) },
      journal: { ...emptyJournal(), study: searched },
    });
  expect(now('grace', 'score')).toBe(false);
  expect(now('grace', 'feature')).toBe(true);
  expect(now('age', 'score')).toBe(true);
});
