import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import type { FoundPictures } from '../store/types';
import classes from './found.module.css';

const AXES = [0, 1, 2] as const;
const VOLUME = /\.nii(\.gz)?$/i;

/** Where volumes came: along which axis they are cut into pictures. Another one reads them again. */
export function AxisChoice({ found }: { found: FoundPictures }) {
  const { t } = useTranslation('images');
  const busy = useApp((s) => s.busy);
  const rereadPictures = useApp((s) => s.rereadPictures);
  const names = [...found.files.map((one) => one.path), ...found.read.found.examples];
  if (!names.some((name) => VOLUME.test(name))) return null;
  return (
    <NativeSelect
      className={classes.axis}
      label={t('found.axis.title')}
      description={t('found.axis.help')}
      value={String(found.axis)}
      disabled={busy !== null}
      data={AXES.map((axis) => ({ value: String(axis), label: t(`found.axis.${axis}`) }))}
      onChange={(event) => {
        const axis = AXES.find((one) => String(one) === event.currentTarget.value);
        if (axis !== undefined) void rereadPictures(axis);
      }}
    />
  );
}
