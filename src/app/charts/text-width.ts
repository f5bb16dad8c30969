/** Wide scripts (Hangul, Han, kana, full-width forms) take a whole em, other letters a good half. */
const emOf = (letter: string): number =>
  /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/.test(letter) ? 1 : 0.56;

/** An estimate in pixels, without a layout: good enough to reserve a margin. */
export const textWidth = (text: string, fontSize: number): number =>
  [...text].reduce((sum, letter) => sum + emOf(letter), 0) * fontSize;

/** The text, or its beginning with an ellipsis where it is wider than the given pixels. */
export function fitText(text: string, fontSize: number, width: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && textWidth(`${letters.join('')}…`, fontSize) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
