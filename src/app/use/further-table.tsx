import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ModelCard } from '../../engine/protocol';
import { useApp } from '../store';
import type { UseSlice } from '../store/model-types';
import { DropZone } from '../ui/drop-zone';

/** So many columns tell a table from others. */
const NAMED = 5;

/** Names of columns that the joins need, as they are said. */
export function columnsOf(joins: ModelCard['joins'], side: 'left' | 'right'): string {
  const names = [...new Set(joins.flatMap((join) => join[side]))];
  return names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ', …' : '');
}

interface Props {
  waiting: NonNullable<UseSlice['waiting']>;
  model: ModelCard;
}

/** A patient table that lacks joined inputs asks for the table that they are made of. */
export function FurtherTable({ waiting, model }: Props) {
  const { t } = useTranslation('join');
  const predictFurther = useApp((s) => s.predictFurther);
  const forgetWaiting = useApp((s) => s.forgetWaiting);
  const next = model.joins.slice(waiting.further.length, waiting.further.length + 1);
  return (
    <>
      <DropZone
        label={t('use.label', { right: columnsOf(next, 'right') })}
        hint={t('use.hint', { file: waiting.file.name })}
        button={t('use.button')}
        accept=".csv,.tsv,.txt,.data,.arff,.xlsx,.zip"
        compact
        onFile={(file) => void predictFurther(file)}
      />
      <div>
        <Button variant="subtle" size="compact-sm" onClick={forgetWaiting}>
          {t('use.other')}
        </Button>
      </div>
    </>
  );
}
