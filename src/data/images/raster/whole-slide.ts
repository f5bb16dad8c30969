/** Scanners' own formats. `.svs` is not among them: it is a TIFF, read or refused by its compression. */
const FORMATS: Record<string, string> = {
  ndpi: 'Hamamatsu NDPI',
  vms: 'Hamamatsu VMS',
  vmu: 'Hamamatsu VMU',
  mrxs: '3DHISTECH MIRAX',
  czi: 'Zeiss CZI',
  scn: 'Leica SCN',
  lif: 'Leica LIF',
  bif: 'Ventana BIF',
  vsi: 'Olympus VSI',
  isyntax: 'Philips iSyntax',
  svslide: 'Sakura SVSLIDE',
};

const ZEISS = 'ZISRAWFILE';

/**
 * The name of a whole-slide format that cannot be read, or null. Asked before any decoder is: a MIRAX file's own
 * thumbnail is a JPEG, an NDPI begins as a TIFF.
 */
export function wholeSlideFormat(head: Uint8Array, extension: string): string | null {
  if (String.fromCharCode(...head.subarray(0, ZEISS.length)) === ZEISS) return FORMATS.czi;
  return Object.hasOwn(FORMATS, extension) ? FORMATS[extension] : null;
}
