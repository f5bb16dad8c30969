import { Button, Text } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Drawn } from '../../../engine/images/api';
import { DrawnCanvas } from '../../pictures/drawn-canvas';
import { formatPercent } from '../../ui/number';
import classes from './pictures.module.css';
import { drawn as between, keyed, type Roi } from './roi';

const WHOLE: Roi = { x: 0, y: 0, width: 1, height: 1 };

interface Props {
  /** The picture as it reaches the step. */
  drawn: Drawn;
  roi: Roi;
  /** While it is drawn, and when it is let go. */
  onDraft(roi: Roi): void;
  onChange(roi: Roi): void;
}

/** The part that is kept, drawn on the picture by pointer, or moved by keys. */
export function RoiEditor({ drawn, roi, onDraft, onChange }: Props) {
  const { t } = useTranslation('images');
  const box = useRef<HTMLDivElement>(null);
  const [from, setFrom] = useState<{ x: number; y: number } | null>(null);
  const place = (event: PointerEvent) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
  };
  const begin = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setFrom(place(event));
  };
  const press = (event: KeyboardEvent) => {
    const next = keyed(roi, event.key, event.shiftKey);
    if (!next) return;
    event.preventDefault();
    onChange(next);
  };
  const end = (event: PointerEvent) => {
    if (from) onChange(between(from, place(event)));
    setFrom(null);
  };
  const share = (value: number) => `${100 * value}%`;
  return (
    <div className={classes.roi}>
      <Text size="sm" fw={500}>
        {t('prepare.roi.title')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('prepare.roi.how')}
      </Text>
      <div
        ref={box}
        className={classes.roiBox}
        onPointerDown={begin}
        onPointerMove={(event) => from && onDraft(between(from, place(event)))}
        onPointerUp={end}
        onPointerCancel={() => setFrom(null)}
        data-testid="roi"
      >
        <DrawnCanvas drawn={drawn} label={t('prepare.roi.title')} />
        {/* biome-ignore lint/a11y/useSemanticElements: a frame with two ends a side is no input of any kind */}
        <div
          role="group"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move it
          tabIndex={0}
          className={classes.roiFrame}
          style={{
            insetInlineStart: share(roi.x),
            insetBlockStart: share(roi.y),
            inlineSize: share(roi.width),
            blockSize: share(roi.height),
          }}
          aria-label={t('prepare.roi.frame', {
            x: formatPercent(roi.x),
            y: formatPercent(roi.y),
            width: formatPercent(roi.width),
            height: formatPercent(roi.height),
          })}
          onKeyDown={press}
        />
      </div>
      <Button variant="subtle" size="compact-xs" onClick={() => onChange(WHOLE)}>
        {t('prepare.roi.reset')}
      </Button>
    </div>
  );
}
