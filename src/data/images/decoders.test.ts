import { expect, test } from 'vitest';
import { decodeFile } from './decoders';
import { dicomFile, pixelModule } from './dicom/test-file';

test('a DICOM file whose preamble begins as a TIFF does is a DICOM file', async () => {
  const pixels = Uint8Array.of(9, 8, 7, 6);
  const bytes = dicomFile({ ...pixelModule(2, 2, 8), '7fe00010': ['OB', pixels] });
  bytes.set([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  const { pictures } = await decodeFile(new Blob([bytes]), 'dcm', { maxPixels: 1e6, axis: 2 });
  expect(pictures.map((picture) => picture.pixels)).toEqual([pixels]);
});
