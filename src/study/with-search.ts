import type { Study } from './schema';

/** The study with another search. Apart from the strategies: the first page edits a budget and needs none of them. */
export const withSearch = (study: Study, change: Partial<Study['search']>): Study => ({
  ...study,
  search: { ...study.search, ...change },
});
