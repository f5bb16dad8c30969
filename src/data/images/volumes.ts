import type { PictureInfo } from './picture';

/** A file's pictures without their pixels; `slice` as its decoder gives it: a rank, or millimetres. */
interface FileOfPictures {
  pictures: readonly PictureInfo[];
  /** Files of one series name the same volume. */
  volume?: string;
}

/**
 * The pictures of all files in order, with their place in their volume: volumes are numbered, their slices ranked by
 * where the files say they lie. Pictures of one file are one volume, and so are files of one series; a picture alone is in none.
 * A study's pictures and those that a model is given later are placed by the same rule, on which the choice of slices rests.
 */
export function placedInVolumes(files: readonly FileOfPictures[]): PictureInfo[] {
  const rows = files.flatMap(({ pictures, volume }, file) =>
    pictures.map((info, i) => ({
      info,
      key: volume ?? (pictures.length > 1 ? file : undefined),
      place: info.slice ?? i,
    })),
  );
  const volumes = new Map<string | number, { row: number; place: number }[]>();
  for (const [row, { key, place }] of rows.entries())
    if (key !== undefined) {
      const members = volumes.get(key);
      if (members) members.push({ row, place });
      else volumes.set(key, [{ row, place }]);
    }
  const infos = rows.map(({ info: { slice: _, ...info } }): PictureInfo => info);
  let volume = 0;
  for (const members of volumes.values()) {
    if (members.length < 2) continue;
    members.sort((a, b) => a.place - b.place || a.row - b.row);
    for (const [slice, { row }] of members.entries())
      infos[row] = { ...infos[row], volume, slice, slices: members.length };
    volume++;
  }
  return infos;
}
