import { type DragEvent, useId, useRef, useState } from 'react';
import { useTexts } from './language';

interface DropProps {
  label: string;
  hint: string;
  button: string;
  /** File name endings for the file dialog; empty where any may be right. */
  accept?: string;
  /** Where it is false, several files at once are refused in words. */
  several?: boolean;
  onFiles(files: File[]): void;
}

/** Files by dropping or choosing. */
export function Drop({ label, hint, button, accept = '', several = false, onFiles }: DropProps) {
  const t = useTexts();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState(false);
  const take = (files: File[]) => {
    const wrong = files.length > 1 && !several;
    setRefused(wrong);
    if (files.length > 0 && !wrong) onFiles(files);
  };
  const drag = (event: DragEvent) => {
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  return (
    <section
      className="drop"
      aria-labelledby={id}
      data-over={over}
      onDragOver={drag}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take([...event.dataTransfer.files]);
      }}
    >
      <p id={id} className="drop-label">
        {label}
      </p>
      <p className="hint">{hint}</p>
      <button type="button" onClick={() => input.current?.click()}>
        {button}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        multiple={several}
        onChange={(event) => {
          take([...(event.currentTarget.files ?? [])]);
          // The same file again is a new choice.
          event.currentTarget.value = '';
        }}
      />
      {refused && (
        <p className="wrong" role="alert">
          {t('page.drop.several')}
        </p>
      )}
    </section>
  );
}
