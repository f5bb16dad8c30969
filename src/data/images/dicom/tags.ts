import type { DataSet } from 'dicom-parser';

/**
 * All that is kept of a DICOM file's own words: how the picture was made. Everything else is dropped at reading; a
 * list of what may stay cannot forget a tag as a list of what must go can. None of these stands in the Basic
 * Profile of PS3.15 table E.1-1 as something to remove, replace or empty: a test compares the two.
 */
export const KEPT_TAGS: Record<string, string> = {
  Modality: 'x00080060',
  Manufacturer: 'x00080070',
  ManufacturerModelName: 'x00081090',
  PresentationIntentType: 'x00080068',
  BodyPartExamined: 'x00180015',
  ScanningSequence: 'x00180020',
  MRAcquisitionType: 'x00180023',
  SliceThickness: 'x00180050',
  KVP: 'x00180060',
  RepetitionTime: 'x00180080',
  EchoTime: 'x00180081',
  MagneticFieldStrength: 'x00180087',
  ConvolutionKernel: 'x00181210',
  ViewPosition: 'x00185101',
  ImageLaterality: 'x00200062',
  PhotometricInterpretation: 'x00280004',
  WindowCenter: 'x00281050',
  WindowWidth: 'x00281051',
};

/** A value that is longer is no code, number or product name but somebody's free text. */
const LONGEST = 64;

export function keptTags(set: DataSet): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, tag] of Object.entries(KEPT_TAGS)) {
    const value = set.string(tag)?.trim();
    if (value && value.length <= LONGEST) kept[name] = value;
  }
  return kept;
}
