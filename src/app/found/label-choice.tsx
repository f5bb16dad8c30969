import { NativeSelect, Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImagesPlan } from '../../study/schema';
import { ClassBar } from '../charts/class-bar';
import type { FoundPictures } from '../store/types';
import { ChooseTable } from './choose-table';
import classes from './found.module.css';
import { labelsIn } from './found-plan';
import { PatternField } from './pattern-field';

interface Props {
  found: FoundPictures;
  plan: ImagesPlan;
  onChange(plan: ImagesPlan): void;
}

const WAYS = ['folder', 'pattern', 'table', 'hand'] as const;
/** The word before the first number or line: `normal_001.png`. */
const PATTERN = '^([A-Za-z]+)';

/** Where the label of a picture comes from. */
export function LabelChoice({ found, plan, onChange }: Props) {
  const { t } = useTranslation('images');
  const { labels } = plan;
  const { folders } = found.read.found;
  const columns = found.table?.table.columns ?? [];
  const set = (next: ImagesPlan['labels']) => onChange({ ...plan, labels: next });
  const choose = (way: string) => {
    if (way === 'folder' || way === 'hand') set({ from: way });
    if (way === 'pattern') set({ from: way, pattern: PATTERN });
    if (way === 'table') set(labelsIn(columns));
  };
  return (
    <section className={classes.card}>
      <Radio.Group
        label={t('found.labels.title')}
        classNames={{ label: classes.heading }}
        value={labels.from}
        onChange={choose}
      >
        <Stack gap="sm" mt="md">
          {WAYS.map((way) => (
            <Radio
              key={way}
              value={way}
              label={t(`found.labels.${way}`)}
              description={t(`found.labels.${way}Help`)}
              disabled={way === 'folder' && folders.length < 2}
            />
          ))}
        </Stack>
      </Radio.Group>
      {labels.from === 'folder' && folders.length > 0 && (
        <ClassBar
          label={t('found.labels.counts')}
          classes={folders.map(({ name, pictures }) => ({ label: name, count: pictures }))}
        />
      )}
      {labels.from === 'pattern' && (
        <PatternField
          label={t('found.labels.patternLabel')}
          pattern={labels.pattern}
          examples={found.read.found.examples}
          onChange={(pattern) => set({ from: 'pattern', pattern })}
        />
      )}
      {labels.from === 'table' && (
        <ChooseTable found={found}>
          <div className={classes.fields}>
            {(['file', 'label'] as const).map((key) => (
              <NativeSelect
                key={key}
                label={t(`found.labels.${key}Column`)}
                value={labels[key]}
                data={['', ...columns.map((column) => column.name)]}
                onChange={(event) => set({ ...labels, [key]: event.currentTarget.value })}
              />
            ))}
          </div>
        </ChooseTable>
      )}
    </section>
  );
}
