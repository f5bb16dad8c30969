import { memo, useEffect, useRef } from 'react';
import classes from './pictures.module.css';
import { thumbsOf } from './thumbs-of-study';

interface Props {
  /** Sum of the study's data. */
  sha256: string;
  row: number;
}

/** A small picture; whoever shows it says in words what it is. */
export const Thumb = memo(function Thumb({ sha256, row }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(
    () =>
      thumbsOf(sha256).want(row, (picture) => {
        const on = canvas.current;
        if (!on) return;
        on.width = picture.width;
        on.height = picture.height;
        on.getContext('2d')?.putImageData(picture, 0, 0);
      }),
    [sha256, row],
  );
  return <canvas ref={canvas} width={1} height={1} className={classes.thumb} aria-hidden />;
});
