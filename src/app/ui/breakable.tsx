import { Fragment } from 'react';

/** A column's name that may break after its underscores, dots and slashes: not in the middle of a word. */
export function Breakable({ name }: { name: string }) {
  return name.split(/(?<=[_./-])/).map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts repeat and never move
    <Fragment key={i}>
      {part}
      <wbr />
    </Fragment>
  ));
}
