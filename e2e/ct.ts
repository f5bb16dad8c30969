import { dicomFile, pixelModule } from '../src/data/images/dicom/test-file';
import { phantomFiles } from '../src/data/images/phantoms';

/** What a hospital writes into its files and nobody may take home. */
export const CANARIES = ['CANARYNAME', 'CANARYNUM', 'CANARYWARD', '19470707'];

/** Sections of made-up patients as a CT's own DICOM files, a folder a class, with identities planted in their tags. */
export function ctFiles(patients: number, slices: number, size: number): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const [p, { path, decoded }] of phantomFiles(11, { patients, slices, size }).entries())
    for (const [i, { pixels }] of decoded.pictures.entries()) {
      const stored = Uint16Array.from(pixels as Int16Array, (hu) => hu + 1024);
      const uid = `1.2.826.0.1.3680043.9.9999.${p + 1}.${i + 1}`;
      const file = dicomFile({
        ...pixelModule(size, size, 16),
        '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.2'],
        '00080018': ['UI', uid],
        '00080060': ['CS', 'CT'],
        '00081040': ['LO', 'CANARYWARD'],
        '00100010': ['PN', `CANARYNAME^${p}`],
        '00100020': ['LO', `CANARYNUM${p}`],
        '00100030': ['DA', '19470707'],
        '00180015': ['CS', 'CHEST'],
        '0020000d': ['UI', `1.2.826.0.1.3680043.9.9999.${p + 1}`],
        '0020000e': ['UI', `1.2.826.0.1.3680043.9.9999.${p + 1}.0`],
        '00200013': ['IS', String(i + 1)],
        '00281052': ['DS', '-1024'],
        '00281053': ['DS', '1'],
        '00281054': ['LO', 'HU'],
        '7fe00010': ['OW', new Uint8Array(stored.buffer)],
      });
      files.set(`${path.split('/')[0]}/IM${String(p * slices + i).padStart(4, '0')}.dcm`, Buffer.from(file));
    }
  return files;
}
