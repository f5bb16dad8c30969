import { ActionIcon, Tooltip } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Estimate } from '../../study/events';
import { formatInterval, formatPoint, isDefined, styleOf } from '../ui/estimate';
import classes from './evaluate.module.css';

interface Tile {
  /** Name of the metric in the evaluation, and of its texts: `metric.<name>.name` and `.help`. */
  metric: string;
  estimate: Estimate;
  /** Of whom the share is taken, in words. */
  denominator?: string;
  /** It belongs to an explored threshold, whose interval was not computed. */
  unexplored?: boolean;
}

/** The numbers with their intervals; each says on request what it means and how its interval was made. */
export function MetricTiles({ tiles }: { tiles: Tile[] }) {
  const { t } = useTranslation('evaluate');
  return (
    <dl className={classes.tiles}>
      {tiles.map(({ metric, estimate, denominator, unexplored }) => {
        const style = styleOf(metric);
        const name = t(`metric.${metric}.name`);
        const interval = formatInterval(estimate, style);
        const help = `${t(`metric.${metric}.help`)} ${t(`method.${estimate.method}`)}`;
        return (
          <div key={metric} className={classes.tile} data-testid={`tile-${metric}`}>
            <dt>
              {name}
              <Tooltip
                label={help}
                multiline
                w={280}
                p="sm"
                fz="xs"
                events={{ hover: true, focus: true, touch: true }}
              >
                <ActionIcon variant="subtle" size="sm" color="gray" aria-label={t('metric.about', { name })}>
                  <IconInfoCircle size={16} aria-hidden />
                </ActionIcon>
              </Tooltip>
            </dt>
            <dd className={classes.value}>{formatPoint(estimate, style)}</dd>
            <dd className={classes.interval}>
              {isDefined(estimate)
                ? interval
                  ? t('interval', { interval })
                  : t(unexplored ? 'slider.unexplored' : 'noInterval')
                : t('notDefined')}
            </dd>
            {denominator && <dd className={classes.denominator}>{denominator}</dd>}
          </div>
        );
      })}
    </dl>
  );
}
