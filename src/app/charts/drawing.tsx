import type { ReactNode } from 'react';

/** The letters of figures, also where a downloaded one is opened without the page's fonts. */
const FONTS = "'Pretendard Variable', Pretendard, Helvetica, Arial, 'Noto Sans CJK KR', sans-serif";

interface DrawingProps {
  width: number;
  height: number;
  /** What a reader who does not see it is told: the figure's finding, not its form. */
  description: string;
  children: ReactNode;
}

export function Drawing({ width, height, description, children }: DrawingProps) {
  return (
    <svg
      role="img"
      aria-label={description}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      fontFamily={FONTS}
    >
      {children}
    </svg>
  );
}
