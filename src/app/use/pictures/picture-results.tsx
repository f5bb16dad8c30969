import { Button, Slider, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DrawnCanvas } from '../../pictures/drawn-canvas';
import { HeatLegend } from '../../pictures/heat-legend';
import { HeatOverlay } from '../../pictures/heat-overlay';
import { useApp } from '../../store';
import type { PictureAnswers } from '../../store/types';
import { Notice } from '../../ui/notice';
import { formatCount, formatPercent } from '../../ui/number';
import { useErrorParts } from '../../ui/use-error-parts';
import { onePrediction } from '../one-prediction';
import { useOutputWords } from '../output-words';
import { Result } from '../result';
import use from '../use.module.css';
import classes from './pictures.module.css';

/** Each picture with where the model looked, and what it says. */
export function PictureResults({ answers, target }: { answers: PictureAnswers; target: string }) {
  const { t } = useTranslation('images');
  const parts = useErrorParts();
  const downloadPictures = useApp((s) => s.downloadPictures);
  const words = useOutputWords();
  const [opacity, setOpacity] = useState(50);
  const { names, predictions, pictures, heats, skipped } = answers;
  const name = (i: number) => t('use.picture', { n: formatCount(i + 1), name: names[i] ?? '' });
  return (
    <section className={use.many} aria-labelledby="picture-results">
      <div className={use.manyHead}>
        <h2 id="picture-results" className={use.cardTitle}>
          {t('use.results', { count: predictions.n, n: formatCount(predictions.n) })}
        </h2>
        <Button
          variant="light"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => downloadPictures(words)}
        >
          {t('use.download')}
        </Button>
      </div>
      {pictures.length < predictions.n && (
        <Notice>
          {t('use.drawn', { n: formatCount(pictures.length), all: formatCount(predictions.n) })}
        </Notice>
      )}
      {skipped.length > 0 && (
        <Notice
          tone="warn"
          title={t('use.skipped', { count: skipped.length, n: formatCount(skipped.length) })}
        >
          <ul className={classes.skipped}>
            {skipped.map(({ path, error }) => (
              <li key={path}>
                {path} — {parts(error).got}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {heats.some((heat) => heat !== null) && (
        <div className={classes.controls}>
          <div>
            <Text component="label" size="sm" fw={500} id="use-opacity">
              {t('heat.opacity')}
            </Text>
            <Slider
              value={opacity}
              onChange={setOpacity}
              label={(value) => formatPercent(value / 100)}
              thumbProps={{ 'aria-labelledby': 'use-opacity' }}
              mt={8}
            />
          </div>
          <HeatLegend />
        </div>
      )}
      <ul className={classes.list}>
        {pictures.map((drawn, i) => {
          const heat = heats[i];
          const one = onePrediction(predictions, i);
          const leftOut = Number.isNaN(one.p[0]);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: several pictures of one file share its name
            <li key={i} className={classes.item} data-testid="picture-prediction">
              <div>
                <p className={classes.name}>{name(i)}</p>
                <DrawnCanvas drawn={drawn} label={name(i)}>
                  {heat && (
                    <HeatOverlay
                      heat={heat}
                      width={drawn.width}
                      height={drawn.height}
                      opacity={opacity / 100}
                    />
                  )}
                </DrawnCanvas>
                {!heat && !leftOut && <p className={classes.none}>{t('use.noHeat')}</p>}
              </div>
              {leftOut ? (
                <p className={classes.none}>{t('use.leftOut')}</p>
              ) : (
                <Result predictions={one} target={target} unlike={[]} empty={0} all={0} />
              )}
            </li>
          );
        })}
      </ul>
      {heats.some((heat) => heat !== null) && <p className={classes.none}>{t('heat.isNot')}</p>}
    </section>
  );
}
