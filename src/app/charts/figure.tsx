import { useElementSize } from '@mantine/hooks';
import { type ComponentType, createContext, type ReactNode, use, useRef } from 'react';
import classes from './figure.module.css';
import { inkVariables } from './figure-colors';
import { SaveButtons } from './save-buttons';

interface FigureProps {
  title: string;
  /** Of the downloaded file, without its ending. */
  fileName: string;
  /** Pixels. The drawing is never wider, so that its letters keep their size. */
  maxWidth: number;
  caption?: ReactNode;
  /** Draws at the width there is: letters are as large on a phone as on a desk. */
  children(width: number): ReactNode;
}

/** Where figures are printed, not shown: what stands around a drawing there. */
export const PrintedFrame = createContext<ComponentType<{
  title: string;
  caption?: ReactNode;
  children: ReactNode;
}> | null>(null);

/** Pixels across a printed page; and of a figure that is as high as wide, so that two fit below each other, legibly. */
const PAGE = 660;
const SQUARE = 390;

/** A drawing with its title and caption: on a screen, or in a report. */
export function Figure(props: FigureProps) {
  const Printed = use(PrintedFrame);
  if (!Printed) return <ShownFigure {...props} />;
  return (
    <Printed title={props.title} caption={props.caption}>
      {props.children(
        props.maxWidth < 500 ? Math.min(props.maxWidth, SQUARE) : Math.min(props.maxWidth, PAGE),
      )}
    </Printed>
  );
}

/** The frame of a drawing that could go into a paper: its title, the drawing as a file, its caption. */
function ShownFigure({ title, fileName, maxWidth, caption, children }: FigureProps) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const drawing = useRef<HTMLDivElement>(null);
  return (
    <figure className={classes.figure} style={{ ...inkVariables, maxWidth }}>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        <SaveButtons
          title={title}
          fileName={fileName}
          picture={() => drawing.current?.querySelector('svg')}
        />
      </div>
      <div ref={ref}>
        <div ref={drawing}>{width > 0 && children(Math.min(width, maxWidth))}</div>
      </div>
      {caption && <figcaption className={classes.caption}>{caption}</figcaption>}
    </figure>
  );
}
