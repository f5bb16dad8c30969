import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GalleryFacts } from '../../engine/images/api';
import type { Study } from '../../study/schema';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import classes from './gallery.module.css';
import { GalleryFilters } from './gallery-filters';
import { GalleryGrid } from './gallery-grid';
import { LabelKeys } from './label-keys';
import { labelled, labelsNow } from './labels';
import { LargeView } from './large-view';
import { countProblems, type Problem, sectionsOf } from './sections';
import { useTileWords } from './use-tile-words';

/** The gallery with what filters it, what labels it, and the one picture that is looked at. */
export function GalleryPanel({ study, facts }: { study: Study; facts: GalleryFacts }) {
  const { t } = useTranslation('images');
  const edit = useApp((s) => s.edit);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [added, setAdded] = useState<string[]>([]);
  const [large, setLarge] = useState<number | null>(null);
  const hand = study.images?.hand;
  const now = useMemo(() => {
    const { classes: names, label } = labelsNow(facts, hand);
    return { label, classes: [...names, ...added.filter((name) => !names.includes(name))] };
  }, [facts, hand, added]);
  const counts = useMemo(() => countProblems(facts, now.label), [facts, now]);
  const sections = useMemo(
    () =>
      sectionsOf(facts, now, problem, {
        classTitle: (i) => now.classes[i] ?? t('gallery.unlabelled'),
        groupTitle: (i) => t('gallery.group', { n: formatCount(i + 1) }),
      }),
    [facts, now, problem, t],
  );
  const words = useTileWords(facts, now);
  const label = (row: number, name: string) => edit((before) => labelled(before, facts, row, name));
  const sha256 = study.data?.sha256 ?? '';
  return (
    <section className={classes.gallery} aria-labelledby="gallery-title">
      <h2 id="gallery-title" className={classes.heading}>
        {t('gallery.title', { count: facts.n, n: formatCount(facts.n) })}
      </h2>
      <GalleryFilters counts={counts} all={facts.n} chosen={problem} onChange={setProblem} />
      <LabelKeys names={now.classes} onAdd={(name) => setAdded([...added, name])} />
      <GalleryGrid
        key={problem}
        sha256={sha256}
        facts={facts}
        now={now}
        sections={sections}
        words={words}
        onOpen={setLarge}
        onLabel={label}
      />
      {large !== null && (
        <LargeView
          row={large}
          sha256={sha256}
          facts={facts}
          now={now}
          order={sections.flatMap((section) => section.rows)}
          words={words}
          onShow={setLarge}
          onLabel={label}
          onClose={() => setLarge(null)}
        />
      )}
    </section>
  );
}
