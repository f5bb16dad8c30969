import { ActionIcon, Modal } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { GalleryFacts } from '../../engine/images/api';
import { OtherPictures } from '../pictures/other-pictures';
import { WindowedPicture } from '../pictures/windowed-picture';
import { formatCount } from '../ui/number';
import classes from './gallery.module.css';
import { KEYED } from './label-keys';

interface Props {
  row: number;
  sha256: string;
  facts: GalleryFacts;
  now: { classes: string[]; label: Int16Array };
  /** Rows as the gallery shows them. */
  order: number[];
  words(row: number): string;
  onShow(row: number): void;
  onLabel(row: number, name: string): void;
  onClose(): void;
}

/** One picture large, with the same patient's others; arrows go on, numbers label. */
export function LargeView({ row, sha256, facts, now, order, words, onShow, onLabel, onClose }: Props) {
  const { t } = useTranslation('images');
  const place = order.indexOf(row);
  const unit = facts.unit[row];
  const others = [...facts.unit.keys()].filter((other) => other !== row && facts.unit[other] === unit);
  const go = (by: number) => {
    const to = order[place + by];
    if (to !== undefined) onShow(to);
  };
  const press = (event: KeyboardEvent) => {
    // A slider and a field have arrows and numbers of their own.
    if ((event.target as HTMLElement).closest('input, [role="slider"]')) return;
    const number = Number.parseInt(event.key, 10);
    if (event.key === 'ArrowLeft') go(-1);
    else if (event.key === 'ArrowRight') go(1);
    else if (number === 0) onLabel(row, '');
    else if (number >= 1 && number <= Math.min(KEYED, now.classes.length))
      onLabel(row, now.classes[number - 1]);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('gallery.picture', { n: formatCount(row + 1) })}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'common' }) }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys for the whole dialog; each has its button too */}
      <div className={classes.large} tabIndex={-1} data-autofocus onKeyDown={press} data-testid="large-view">
        <p className={classes.words}>{words(row)}</p>
        <div className={classes.stage}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            disabled={place <= 0}
            aria-label={t('gallery.previous')}
            onClick={() => go(-1)}
          >
            <IconChevronLeft aria-hidden />
          </ActionIcon>
          <WindowedPicture row={row} label={words(row)} />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            disabled={place < 0 || place >= order.length - 1}
            aria-label={t('gallery.next')}
            onClick={() => go(1)}
          >
            <IconChevronRight aria-hidden />
          </ActionIcon>
        </div>
        <OtherPictures rows={others} sha256={sha256} words={words} onShow={onShow} />
      </div>
    </Modal>
  );
}
