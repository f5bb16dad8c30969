import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { seriesColor } from '../charts/palette';
import classes from './gallery.module.css';

/** Number keys reach so many classes. */
export const KEYED = 9;

/** Which key gives which label, and a field for a label that no picture has yet. */
export function LabelKeys({ names, onAdd }: { names: string[]; onAdd(name: string): void }) {
  const { t } = useTranslation('images');
  const [name, setName] = useState('');
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '' || names.includes(name.trim())) return;
    onAdd(name.trim());
    setName('');
  };
  return (
    <div className={classes.keys}>
      <p className={classes.how}>{t('gallery.keys')}</p>
      {names.slice(0, KEYED).map((label, i) => (
        <span key={label} className={classes.key}>
          <kbd>{i + 1}</kbd>
          <i style={{ background: seriesColor(i) }} aria-hidden />
          {label}
        </span>
      ))}
      <span className={classes.key}>
        <kbd>{0}</kbd>
        {t('gallery.unlabelled')}
      </span>
      <form className={classes.add} onSubmit={add}>
        <TextInput
          size="xs"
          aria-label={t('gallery.newLabel')}
          placeholder={t('gallery.newLabel')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" variant="default" disabled={name.trim() === ''}>
          {t('gallery.add')}
        </Button>
      </form>
    </div>
  );
}
