import wasmUrl from 'dcmjs-codecs/build/dcmjs-native-codecs.wasm?url';
import { BenchsideError } from '../../../study/errors';

/** Decoders of the WASM file: libjpeg 6b in its 8, 12 and 16 bit builds (DCMTK's), CharLS, OpenJPEG, OpenJPH. */
export type Codec = 'jpeg' | 'jpegLs' | 'jpeg2000' | 'htj2k';

/** What the C side must know of the compressed picture. It is told the code stream's own values, not the file's. */
export interface CodecFrame {
  width: number;
  height: number;
  components: number;
  /** Bits of a sample as the code stream stores it, 1 to 16. */
  bits: number;
  signed: boolean;
  /** JPEG only: YCbCr to RGB while decoding. */
  toRgb: boolean;
}

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  CreateCodecsContext(): number;
  ReleaseCodecsContext(context: number): void;
  CreateDecoderParameters(): number;
  ReleaseDecoderParameters(parameters: number): void;
  SetConvertColorspaceToRgb(parameters: number, on: number): void;
  SetColumns(context: number, n: number): void;
  SetRows(context: number, n: number): void;
  SetBitsAllocated(context: number, n: number): void;
  SetBitsStored(context: number, n: number): void;
  SetSamplesPerPixel(context: number, n: number): void;
  SetPixelRepresentation(context: number, n: number): void;
  SetPlanarConfiguration(context: number, n: number): void;
  SetEncodedBufferSize(context: number, n: number): void;
  GetEncodedBuffer(context: number): number;
  GetDecodedBuffer(context: number): number;
  GetDecodedBufferSize(context: number): number;
  DecodeJpeg(context: number, parameters: number): void;
  DecodeJpegLs(context: number, parameters: number): void;
  DecodeJpeg2000(context: number, parameters: number): void;
  DecodeHtJpeg2000(context: number, parameters: number): void;
}

/** Under Node, where unit tests run, the address is a path below the repository and there is no server to ask. */
async function wasmBytes(): Promise<BufferSource> {
  const url = new URL(wasmUrl, import.meta.url);
  if (url.protocol === 'file:') {
    const { readFile } = await import(/* @vite-ignore */ 'node:fs/promises');
    return readFile(`.${wasmUrl}`);
  }
  return (await fetch(url.href)).arrayBuffer();
}

let compiled: Promise<WebAssembly.Module> | undefined;
let running: { exports: Exports; complaints: string[] } | undefined;

/**
 * An own, small loader: the one of the package asks `eval` for `fetch`, which our policy forbids. The file needs
 * seven WASI functions and four callbacks; it gets no clock, no environment and no files.
 */
async function start(): Promise<{ exports: Exports; complaints: string[] }> {
  compiled ??= wasmBytes().then((bytes) => WebAssembly.compile(bytes));
  const code = await compiled.catch((thrown) => {
    compiled = undefined;
    // The file is not to blame, and the next one would not fare better.
    throw new BenchsideError('unexpected', { message: `DICOM codecs: ${thrown}` }, 'fatal');
  });
  const complaints: string[] = [];
  let memory: WebAssembly.Memory;
  const words = (at: number, length: number): string =>
    String.fromCharCode(...new Uint8Array(memory.buffer, at, Math.min(length, 500)));
  const none = (...at: number[]): number => {
    for (const a of at) new DataView(memory.buffer).setUint32(a, 0, true);
    return 0;
  };
  const instance = await WebAssembly.instantiate(code, {
    env: {
      onCodecsException: (at: number, length: number) => {
        throw new Error(words(at, length));
      },
      onCodecsInfo: (at: number, length: number) => complaints.push(words(at, length)),
      onCodecsTrace: () => {},
      emscripten_notify_memory_growth: () => {},
    },
    wasi_snapshot_preview1: {
      proc_exit: (code: number) => {
        throw new Error(`exit ${code}`);
      },
      clock_time_get: () => 0,
      environ_sizes_get: (count: number, size: number) => none(count, size),
      environ_get: () => 0,
      fd_write: (_file: number, _parts: number, _n: number, written: number) => none(written),
      fd_close: () => 0,
      fd_seek: () => 0,
    },
  });
  const exports = instance.exports as unknown as Exports;
  memory = exports.memory;
  exports._initialize();
  return { exports, complaints };
}

/** Bytes: memory of WASM grows and never shrinks, so an instance that grew past this is let go. */
const KEPT_MEMORY = 256e6;

/** libjpeg and OpenJPEG repair what they can and only grumble. A repaired picture is not the picture. */
const REPAIRED = /premature end|corrupt jpeg|truncat|stream too short|CallbackError/i;

/**
 * One compressed frame as bytes: samples of 8 bits, or of 16 bits little-endian where the code stream stores more
 * than 8; colour interleaved except for JPEG-LS with interleave mode 0, whose planes follow one another.
 * Throws Error with the codec's own words for data it cannot decode, or could only decode by guessing; `unexpected`,
 * fatal, where the codecs cannot be loaded.
 */
export async function decodeFrame(codec: Codec, data: Uint8Array, frame: CodecFrame): Promise<Uint8Array> {
  running ??= await start();
  const { exports: c, complaints } = running;
  complaints.length = 0;
  try {
    const context = c.CreateCodecsContext();
    const parameters = c.CreateDecoderParameters();
    c.SetConvertColorspaceToRgb(parameters, frame.toRgb ? 1 : 0);
    c.SetColumns(context, frame.width);
    c.SetRows(context, frame.height);
    c.SetBitsAllocated(context, frame.bits > 8 ? 16 : 8);
    c.SetBitsStored(context, frame.bits);
    c.SetSamplesPerPixel(context, frame.components);
    c.SetPixelRepresentation(context, frame.signed ? 1 : 0);
    c.SetPlanarConfiguration(context, 0);
    c.SetEncodedBufferSize(context, data.length);
    new Uint8Array(c.memory.buffer).set(data, c.GetEncodedBuffer(context));
    if (codec === 'jpeg') c.DecodeJpeg(context, parameters);
    else if (codec === 'jpegLs') c.DecodeJpegLs(context, parameters);
    else if (codec === 'jpeg2000') c.DecodeJpeg2000(context, parameters);
    else c.DecodeHtJpeg2000(context, parameters);
    const complaint = complaints.find((line) => REPAIRED.test(line));
    if (complaint) throw new Error(complaint);
    const at = c.GetDecodedBuffer(context);
    const bytes = new Uint8Array(c.memory.buffer).slice(at, at + c.GetDecodedBufferSize(context));
    c.ReleaseDecoderParameters(parameters);
    c.ReleaseCodecsContext(context);
    if (c.memory.buffer.byteLength > KEPT_MEMORY) running = undefined;
    return bytes;
  } catch (thrown) {
    // An exception leaves the C stack as it was: the next frame gets a fresh instance.
    running = undefined;
    throw thrown;
  }
}
