import { Button, VisuallyHidden } from '@mantine/core';
import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './drop-zone.module.css';

interface DropZoneProps {
  /** What may be dropped; also names the file input. */
  label: string;
  /** Which kinds of file, and what happens with them. */
  hint: ReactNode;
  button: string;
  icon?: ReactNode;
  /** File name endings, such as `.csv,.zip`; the file dialog's filter. */
  accept: string;
  /** Fewer words and less height. */
  compact?: boolean;
  onFile(file: File): void;
  /** Where several at once mean something; without it they are refused. */
  onFiles?(files: File[]): void;
}

/** Files by dropping or choosing. Several at once, where one is wanted, are refused in words, not half taken. */
export function DropZone({ label, hint, button, icon, accept, compact, onFile, onFiles }: DropZoneProps) {
  const { t } = useTranslation('common');
  const input = useRef<HTMLInputElement>(null);
  const heading = useId();
  const [over, setOver] = useState(false);
  const [several, setSeveral] = useState(false);

  const take = (files: FileList | null) => {
    const [file, ...more] = files ?? [];
    setSeveral(more.length > 0 && !onFiles);
    if (file && more.length > 0) onFiles?.([file, ...more]);
    if (file && more.length === 0) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  const drag = (event: DragEvent) => {
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  const leave = (event: DragEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
  };

  return (
    <section
      className={classes.zone}
      data-over={over}
      data-compact={compact}
      aria-labelledby={heading}
      onDragOver={drag}
      onDragLeave={leave}
      onDrop={drop}
    >
      {icon}
      <h2 id={heading} className={classes.label}>
        {label}
      </h2>
      <div className={classes.hint}>{hint}</div>
      <Button variant={compact ? 'default' : 'filled'} onClick={() => input.current?.click()}>
        {button}
      </Button>
      <VisuallyHidden>
        <input
          ref={input}
          type="file"
          multiple={onFiles !== undefined}
          accept={accept}
          aria-label={label}
          tabIndex={-1}
          onChange={(event) => {
            take(event.currentTarget.files);
            // The same file again is a new choice.
            event.currentTarget.value = '';
          }}
        />
      </VisuallyHidden>
      {several && (
        <p className={classes.several} role="alert">
          {t('drop.several')}
        </p>
      )}
    </section>
  );
}
