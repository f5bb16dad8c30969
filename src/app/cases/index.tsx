import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImageCase } from '../../engine/images/api';
import { OtherPictures } from '../pictures/other-pictures';
import { WindowedPicture } from '../pictures/windowed-picture';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import { Problem } from '../ui/problem';
import { CaseList } from './case-list';
import classes from './cases.module.css';
import { useCaseWords } from './use-case-words';
import { useCases } from './use-cases';

const SIDES = ['wrong', 'falsePositive', 'falseNegative'] as const;
type Side = (typeof SIDES)[number];
const IS: Record<Side, (one: ImageCase) => boolean> = {
  wrong: () => true,
  falsePositive: ({ predicted }) => predicted === 1,
  falseNegative: ({ predicted }) => predicted === 0,
};

/** Which pictures the model got most wrong, was least sure of, and got right, each with its patient's others. */
export function PictureCases({ sha256, names }: { sha256: string; names: string[] }) {
  const { t } = useTranslation('images');
  const lookAt = useApp((s) => s.lookAt);
  const { t: c } = useTranslation('cases');
  const [surest, setSurest] = useState(true);
  const [side, setSide] = useState<Side>('wrong');
  const { cases: all, error } = useCases(surest);
  const words = useCaseWords(names);
  const [chosen, setChosen] = useState<number | null>(null);
  if (error) return <Problem error={error} />;
  if (!all) return <Skeleton height={240} aria-hidden />;
  const cases = all.filter((one) => one.kind !== 'wrong' || IS[side](one));
  const current = cases.find(({ row }) => row === chosen) ?? cases[0];
  return (
    <section aria-labelledby="cases-title">
      <h2 id="cases-title" className={classes.title}>
        {t('cases.title')}
      </h2>
      <p className={classes.about}>{t('cases.about')}</p>
      <div className={classes.controls}>
        {names.length === 2 && (
          <SegmentedControl
            aria-label={c('kind.label')}
            value={side}
            onChange={(value) => setSide(value as Side)}
            data={SIDES.map((value) => ({ value, label: c(`picture.${value}`) }))}
          />
        )}
        <SegmentedControl
          aria-label={c('order.label')}
          value={surest ? 'surest' : 'unsure'}
          onChange={(value) => setSurest(value === 'surest')}
          data={['surest', 'unsure'].map((value) => ({ value, label: c(`order.${value}`) }))}
        />
      </div>
      <div className={classes.split}>
        <CaseList
          cases={cases}
          sha256={sha256}
          names={names}
          chosen={current?.row ?? null}
          onChoose={setChosen}
        />
        {current && (
          <div className={classes.detail} data-testid="case-detail">
            <p className={classes.words}>{words(current)}</p>
            <WindowedPicture key={current.row} row={current.row} label={words(current)} />
            <OtherPictures
              rows={current.others}
              sha256={sha256}
              words={(row) => t('gallery.picture', { n: formatCount(row + 1) })}
            />
            <Button variant="default" onClick={() => lookAt(current.row)}>
              {t('cases.lookAt')}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}
