import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CT_WINDOWS } from '../../prep/image/window-level';
import { NumberField } from '../ui/number-field';
import classes from './pictures.module.css';

/** Level and width in Hounsfield units. */
export type Window = [level: number, width: number];

const NAMES = Object.keys(CT_WINDOWS) as (keyof typeof CT_WINDOWS)[];

interface Props {
  /** null: as a viewer would set it by itself. */
  window: Window | null;
  onChange(window: Window | null): void;
}

/** The window in numbers, and the usual ones by name. */
export function WindowFields({ window, onChange }: Props) {
  const { t } = useTranslation('images');
  const preset = NAMES.find((name) => CT_WINDOWS[name].join() === window?.join());
  return (
    <div className={classes.windowFields}>
      <NativeSelect
        size="xs"
        label={t('view.window')}
        value={window === null ? 'auto' : (preset ?? 'own')}
        data={[
          { value: 'auto', label: t('view.auto') },
          ...NAMES.map((name) => ({ value: name, label: t(`view.windows.${name}`) })),
          ...(window && !preset ? [{ value: 'own', label: t('view.own') }] : []),
        ]}
        onChange={(event) => {
          const name = NAMES.find((one) => one === event.currentTarget.value);
          onChange(name ? [...CT_WINDOWS[name]] : null);
        }}
      />
      <NumberField
        size="xs"
        label={t('view.level')}
        value={window?.[0] ?? 50}
        low={-1024}
        high={3071}
        step={10}
        integer
        onChange={(level) => onChange([level, window?.[1] ?? 400])}
      />
      <NumberField
        size="xs"
        label={t('view.width')}
        value={window?.[1] ?? 400}
        low={1}
        high={4096}
        step={10}
        integer
        onChange={(width) => onChange([window?.[0] ?? 50, width])}
      />
      <p className={classes.caption}>{t('view.drag')}</p>
    </div>
  );
}
