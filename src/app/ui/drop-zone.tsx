import { Button, VisuallyHidden } from '@mantine/core';
import { type ChangeEvent, type DragEvent, type ReactNode, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PathFile } from '../../engine/images/read-images';
import { filesOfDrop, filesOfInput } from '../store/path-file';
import classes from './drop-zone.module.css';

interface DropZoneProps {
  /** What may be dropped; also names the file input. */
  label: string;
  /** Which kinds of file, and what happens with them. */
  hint: ReactNode;
  button: string;
  icon?: ReactNode;
  /** File name endings, such as `.csv,.zip`; the file dialog's filter; empty where any may be right. */
  accept: string;
  /** Fewer words and less height. */
  compact?: boolean;
  /** While other work goes on that what is dropped would come in the way of. */
  disabled?: boolean;
  onFile?(file: File): void;
  /** Where several at once mean something, and whole folders: takes all of them, one too. Without it they are refused. */
  onFiles?(files: PathFile[]): void;
  /** Of the button for a whole folder, where `onFiles` takes one. */
  folderButton?: string;
}

/** Files by dropping or choosing. Several at once, where one is wanted, are refused in words, not half taken. */
export function DropZone({
  label,
  hint,
  button,
  icon,
  accept,
  compact,
  disabled,
  onFile,
  onFiles,
  folderButton,
}: DropZoneProps) {
  const { t } = useTranslation('common');
  const input = useRef<HTMLInputElement>(null);
  const heading = useId();
  const [over, setOver] = useState(false);
  const [several, setSeveral] = useState(false);

  const take = (files: PathFile[]) => {
    setSeveral(files.length > 1 && !onFiles);
    if (disabled || files.length === 0) return;
    if (onFiles) onFiles(files);
    else if (files.length === 1) onFile?.(files[0].file);
  };
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    take(filesOfInput(event.currentTarget.files ?? []));
    // The same file again is a new choice.
    event.currentTarget.value = '';
  };
  const chooseFolder = () => {
    const chooser = document.createElement('input');
    chooser.type = 'file';
    chooser.webkitdirectory = true;
    chooser.onchange = () => take(filesOfInput(chooser.files ?? []));
    chooser.click();
  };
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(await filesOfDrop(event.dataTransfer));
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
      <div className={classes.buttons}>
        <Button
          variant={compact ? 'default' : 'filled'}
          disabled={disabled}
          onClick={() => input.current?.click()}
        >
          {button}
        </Button>
        {folderButton && (
          <Button variant="default" disabled={disabled} onClick={chooseFolder}>
            {folderButton}
          </Button>
        )}
      </div>
      <VisuallyHidden>
        <input
          ref={input}
          type="file"
          disabled={disabled}
          multiple={onFiles !== undefined}
          accept={accept || undefined}
          aria-label={label}
          tabIndex={-1}
          onChange={choose}
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
