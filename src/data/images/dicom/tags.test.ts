import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dicomDecoder } from '.';
import { KEPT_TAGS } from './tags';
import { dicomFile, type Elements, pixelModule } from './test-file';

interface ProfileLine {
  id: string;
  name: string;
  basicProfile: string;
}

const profileFile = '../shared/reference/dicom_conf.json';
const presidio = '../shared/data/dicom/presidio/0_ORIGINAL_no_pixels.dcm';
const index = '../shared/data/dicom/dicom_index.csv';

/** What of a decoded file could be kept or shown: everything but numbers of pixels, and the two raw keys. */
async function words(file: Uint8Array<ArrayBuffer>): Promise<string> {
  const { pictures, patient, volume, ...rest } = await dicomDecoder.decode(new Blob([file]), {
    maxPixels: 1e8,
    axis: 2,
  });
  return JSON.stringify({ ...rest, pictures: pictures.map(({ pixels, ...facts }) => facts) });
}

describe.skipIf(!existsSync(profileFile))('PS3.15 Basic Profile (skipped without ../shared)', () => {
  it('no kept tag stands in table E.1-1: every line there removes, empties or replaces', () => {
    const profile = JSON.parse(readFileSync(profileFile, 'utf8')) as ProfileLine[];
    expect(profile.length).toBe(621);
    const acted = new Map(
      profile.filter((line) => line.basicProfile !== 'K').map((line) => [line.id.toLowerCase(), line.name]),
    );
    expect(acted.get('00100010')).toBe("Patient's Name");
    for (const [name, tag] of Object.entries(KEPT_TAGS))
      expect([name, acted.get(tag.slice(1))]).toEqual([name, undefined]);
  });

  it('a file that has every tag of the table gives back none of them', async () => {
    const profile = JSON.parse(readFileSync(profileFile, 'utf8')) as ProfileLine[];
    const set: Elements = pixelModule(2, 2, 8, {
      '00080060': ['CS', 'MR'],
      '7fe00010': ['OB', new Uint8Array(4)],
    });
    let planted = 0;
    for (const { id } of profile)
      if (/^[0-9a-f]{8}$/i.test(id) && !(id.toLowerCase() in set) && id.toLowerCase() !== '52009230') {
        set[id.toLowerCase()] = ['LT', `CANARY${planted++}`];
      }
    expect(planted).toBeGreaterThan(600);
    expect(await words(dicomFile(set))).not.toContain('CANARY');
  });
});

describe('identities', () => {
  const IDENTITY: Elements = {
    '00080050': ['SH', 'ACC-4711'],
    '00080080': ['LO', 'St Canary Hospital'],
    '00080090': ['PN', 'Referrer^Rita'],
    '00081030': ['LO', 'Knee of Mr Canary'],
    '0008103e': ['LO', 'Canary series'],
    '00081070': ['PN', 'Operator^Olga'],
    '00100010': ['PN', 'Canary^Carl'],
    '00100020': ['LO', 'PID-0815'],
    '00100030': ['DA', '19500102'],
    '00101040': ['LO', 'Canary Street 1'],
    '00104000': ['LT', 'likes birds'],
    '00091010': ['LO', 'private Canary'],
    '00181000': ['LO', 'SERIAL-99'],
    '0020000e': ['UI', '1.2.840.1.5'],
    // A free text of this length is no acquisition setting, whatever the tag.
    '00180015': ['CS', `KNEE OF CANARY CARL ${'X'.repeat(60)}`],
  };
  const file = dicomFile(
    pixelModule(2, 2, 8, {
      ...IDENTITY,
      '00080060': ['CS', 'MR'],
      '00080070': ['LO', 'ACME'],
      '7fe00010': ['OB', new Uint8Array(4)],
    }),
  );

  it('leave with the header; patient and volume are raw keys for the engine alone', async () => {
    const text = await words(file);
    for (const [, value] of Object.values(IDENTITY)) expect(text).not.toContain(value as string);
    expect(text).not.toMatch(/canary|carl|birds|1950/i);
    const decoded = await dicomDecoder.decode(new Blob([file]), { maxPixels: 1e8, axis: 2 });
    expect(decoded).toMatchObject({ patient: 'PID-0815', volume: '1.2.840.1.5' });
    expect(decoded.tags).toEqual({
      Manufacturer: 'ACME',
      Modality: 'MR',
      PhotometricInterpretation: 'MONOCHROME2',
    });
  });

  it.skipIf(!existsSync(presidio))(
    'of the file with a made-up identity (skipped without ../shared)',
    async () => {
      // It has no pixels: one row is added, so that the decoder gets as far as its tags.
      const whole = new Uint8Array(readFileSync(presidio));
      const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
      const rows = whole.findIndex(
        (_, i) =>
          i + 10 < whole.length &&
          view.getUint32(i, true) === 0x00100028 &&
          view.getUint32(i + 4, true) === 2,
      );
      const columns = whole.findIndex(
        (_, i) =>
          i + 10 < whole.length &&
          view.getUint32(i, true) === 0x00110028 &&
          view.getUint32(i + 4, true) === 2,
      );
      expect(Math.min(rows, columns)).toBeGreaterThan(0);
      view.setUint16(rows + 8, 1, true);
      view.setUint16(columns + 8, 4, true);
      const pixels = Uint8Array.of(0xe0, 0x7f, 0x10, 0, 8, 0, 0, 0, 1, 0, 2, 0, 3, 0, 4, 0);
      const joined = new Uint8Array(whole.length + pixels.length);
      joined.set(whole);
      joined.set(pixels, whole.length);
      const line = readFileSync(index, 'utf8')
        .split('\n')
        .find((one) => one.startsWith('presidio/'))!;
      const [name, id, birth, institution] = line.split(',').slice(15, 19);
      expect(name).toContain('^');
      const text = await words(joined);
      for (const word of [...name.split('^'), id, birth, institution].filter((w) => w.length > 2))
        expect(text).not.toContain(word);
      const decoded = await dicomDecoder.decode(new Blob([joined]), { maxPixels: 1e8, axis: 2 });
      expect(decoded.patient).toBe(id);
    },
  );
});
