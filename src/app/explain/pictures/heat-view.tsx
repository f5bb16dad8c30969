import { NativeSelect, Skeleton, Slider, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DrawnCanvas } from '../../pictures/drawn-canvas';
import { HeatLegend } from '../../pictures/heat-legend';
import { HeatOverlay } from '../../pictures/heat-overlay';
import { formatPercent, formatRisk } from '../../ui/number';
import { Problem } from '../../ui/problem';
import classes from './heat-view.module.css';
import { useSaliency } from './use-saliency';

interface Props {
  row: number;
  /** The case in words. */
  words: string;
  names: string[];
}

/** One picture and beside it the same with what spoke for a class laid over it. */
export function HeatView({ row, words, names }: Props) {
  const { t } = useTranslation('images');
  const [unit, setUnit] = useState<number | null>(null);
  const [opacity, setOpacity] = useState(60);
  const { saliency, error, pending } = useSaliency(row, unit);
  const explained = saliency ? names[saliency.unit] : '';
  return (
    <section className={classes.view} aria-label={t('heat.title')} aria-busy={pending}>
      <p className={classes.words} data-testid="heat-words">
        {words}
      </p>
      {error && !pending && <Problem error={error} />}
      {!saliency && !error && <Skeleton height={320} aria-label={t('heat.loading')} />}
      {saliency && (
        <div className={classes.pair} data-pending={pending || undefined}>
          <figure>
            <DrawnCanvas drawn={saliency.picture} label={words} />
            <figcaption>{t('heat.original')}</figcaption>
          </figure>
          <figure>
            <DrawnCanvas
              drawn={saliency.picture}
              label={t('heat.over', { picture: words, label: explained })}
            >
              <HeatOverlay
                heat={saliency.heat}
                width={saliency.picture.width}
                height={saliency.picture.height}
                opacity={opacity / 100}
              />
            </DrawnCanvas>
            <figcaption>
              {t('heat.speaksFor', {
                label: explained,
                p: formatRisk(saliency.probabilities[saliency.unit]),
              })}
            </figcaption>
          </figure>
        </div>
      )}
      <div className={classes.controls}>
        <NativeSelect
          label={t('heat.class')}
          value={unit ?? ''}
          data={[
            { value: '', label: t('heat.decided') },
            ...names.map((name, i) => ({ value: String(i), label: name })),
          ]}
          onChange={(event) =>
            setUnit(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))
          }
        />
        <div>
          <Text component="label" size="sm" fw={500} id="heat-opacity">
            {t('heat.opacity')}
          </Text>
          <Slider
            value={opacity}
            onChange={setOpacity}
            label={(value) => formatPercent(value / 100)}
            thumbProps={{ 'aria-labelledby': 'heat-opacity' }}
            mt={8}
          />
        </div>
        <HeatLegend />
      </div>
      {saliency && (
        <p className={classes.what}>
          {!saliency.heat.some((value) => value > 0) && (
            <strong>{t('heat.nothing', { label: explained })} </strong>
          )}
          {t(`heat.method.${saliency.method}`)} {t('heat.isNot')}
        </p>
      )}
    </section>
  );
}
