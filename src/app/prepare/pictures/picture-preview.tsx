import { ActionIcon, Button, Skeleton, Title } from '@mantine/core';
import { IconArrowRight, IconPlus, IconRefresh, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { GalleryFacts } from '../../../engine/images/api';
import type { StepPlan } from '../../../study/schema';
import { DrawnCanvas } from '../../pictures/drawn-canvas';
import { formatCount } from '../../ui/number';
import { Problem } from '../../ui/problem';
import { another, FEWEST, MOST, oneMore } from './chosen-rows';
import { kindOfPlan } from './image-step-groups';
import classes from './pictures.module.css';
import { Side } from './side';
import type { usePicturePreview } from './use-picture-preview';

interface Props {
  plan: StepPlan;
  facts: GalleryFacts;
  rows: number[];
  answer: ReturnType<typeof usePicturePreview>;
  onRows(rows: number[]): void;
}

/** Chosen pictures before and after the open card, with how often each intensity occurs. */
export function PicturePreview({ plan, facts, rows, answer, onRows }: Props) {
  const { t } = useTranslation('images');
  const { t: r } = useTranslation('rooms');
  const { preview, error, pending } = answer;
  const name = (row: number) =>
    t('prepare.of', {
      n: formatCount(row + 1),
      label: facts.classes[facts.label[row]] ?? t('gallery.unlabelled'),
    });
  const more = rows.length < MOST ? oneMore(facts, rows) : null;
  const kind = kindOfPlan(plan);
  return (
    <section
      className={classes.panel}
      aria-labelledby="picture-preview"
      aria-busy={pending}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus the keyboard could not scroll it
      tabIndex={0}
    >
      <Title order={2} size="h3" id="picture-preview">
        {t('prepare.title', { step: r(`steps.${plan.step}.title`) })}
      </Title>
      {error && !pending && <Problem error={error} />}
      {!preview && !error && <Skeleton height={320} aria-hidden />}
      {preview && (
        <ul className={classes.pictures} data-pending={pending || undefined}>
          {preview.rows.map(({ row, before, after }) => (
            <li key={row} className={classes.picture} data-testid="preview-picture">
              <div className={classes.pictureHead}>
                <span>{name(row)}</span>
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  aria-label={t('prepare.another', { picture: name(row) })}
                  title={t('prepare.another', { picture: name(row) })}
                  onClick={() => onRows(rows.map((old) => (old === row ? another(facts, row, rows) : old)))}
                >
                  <IconRefresh size={14} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  disabled={rows.length <= FEWEST}
                  aria-label={t('prepare.less', { picture: name(row) })}
                  title={t('prepare.less', { picture: name(row) })}
                  onClick={() => onRows(rows.filter((other) => other !== row))}
                >
                  <IconX size={14} aria-hidden />
                </ActionIcon>
              </div>
              <div className={classes.pair}>
                <Side drawn={before} tone="before" what={name(row)} />
                <IconArrowRight size={16} className={classes.arrow} aria-hidden />
                {after.length > 0 ? (
                  <div className={classes.after} data-several={after.length > 1 || undefined}>
                    {after.map((drawn, i) => (
                      <Side
                        // biome-ignore lint/suspicious/noArrayIndexKey: a drawing is known by its place
                        key={i}
                        drawn={drawn}
                        tone="after"
                        what={name(row)}
                        bare={after.length > 1}
                      />
                    ))}
                  </div>
                ) : (
                  <p className={classes.gone}>{t('prepare.gone')}</p>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {more !== null && (
        <Button
          className={classes.more}
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onRows([...rows, more])}
        >
          {t('prepare.more')}
        </Button>
      )}
      {preview?.learned && (
        <div className={classes.learned}>
          <Title order={3} size="h4">
            {t('prepare.learned')}
          </Title>
          <DrawnCanvas drawn={preview.learned} label={t('prepare.learned')} />
        </div>
      )}
      {preview && (
        <p className={classes.caption}>{t(kind === 'augment' ? 'prepare.draws' : 'prepare.sameForAll')}</p>
      )}
    </section>
  );
}
