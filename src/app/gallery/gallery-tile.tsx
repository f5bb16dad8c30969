import { IconAlertTriangle } from '@tabler/icons-react';
import { memo } from 'react';
import { Thumb } from '../pictures/thumb';
import classes from './gallery.module.css';

interface Props {
  id: string;
  sha256: string;
  row: number;
  /** Its place among all that are shown, and how many those are. */
  place: number;
  count: number;
  current: boolean;
  label: string;
  /** Of its class; without a label none. */
  colour: string | undefined;
  warned: boolean;
  onChoose(row: number): void;
  onOpen(row: number): void;
}

export const GalleryTile = memo(function GalleryTile(props: Props) {
  const { id, sha256, row, place, count, current, label, colour, warned, onChoose, onOpen } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list that holds it hears the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the list holds the focus and names this one as the active
    <div
      id={id}
      className={classes.tile}
      role="option"
      aria-selected={current}
      aria-setsize={count}
      aria-posinset={place + 1}
      aria-label={label}
      title={label}
      style={{ borderBottomColor: colour }}
      data-testid="tile"
      onClick={() => onChoose(row)}
      onDoubleClick={() => onOpen(row)}
    >
      <Thumb sha256={sha256} row={row} />
      {warned && <IconAlertTriangle size={16} className={classes.flag} aria-hidden />}
    </div>
  );
});
