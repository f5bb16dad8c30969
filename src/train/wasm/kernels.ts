import relaxed from 'virtual:kernels/relaxed?url';
import simd from 'virtual:kernels/simd?url';

type Kernel<Count extends number, Arguments extends number[] = []> = Arguments['length'] extends Count
  ? (...args: Arguments) => void
  : Kernel<Count, [...Arguments, number]>;

/** What assembly/index.ts exports; addresses in bytes, flags as 0 or 1. Each is explained there. */
export interface ConvKernels {
  memory: WebAssembly.Memory;
  multiply: Kernel<11>;
  filterGradient: Kernel<9>;
  pack: Kernel<4>;
  packTurned: Kernel<5>;
  surround: Kernel<9>;
  columns: Kernel<7>;
  addColumns: Kernel<11>;
  tilesIn: Kernel<6>;
  tilesMultiply: Kernel<7>;
  tilesOut: Kernel<8>;
  tilesBack: Kernel<6>;
  tilesFilter: Kernel<7>;
  tilesKernel: Kernel<5>;
  tilesGradient: Kernel<3>;
  depthwise: Kernel<14>;
  depthwiseInput: Kernel<13>;
  depthwiseFilter: Kernel<13>;
  sumPixels: Kernel<4>;
  moments: Kernel<5>;
  foldNorm: Kernel<9>;
  follow: Kernel<4>;
  scaleShift: Kernel<7>;
  normSums: Kernel<10>;
  normCoefficients: Kernel<9>;
  normInput: Kernel<11>;
  maxPool: Kernel<12>;
  maxPoolGradient: Kernel<15>;
  avgPool: Kernel<12>;
  avgPoolGradient: Kernel<13>;
  meanPixels: Kernel<5>;
  meanPixelsGradient: Kernel<6>;
  clamp: Kernel<4>;
  clampGradient: Kernel<6>;
  sum: Kernel<4>;
  product: Kernel<5>;
  copyChannels: Kernel<7>;
  squaredNorm(at: number, count: number): number;
  adamW: Kernel<11>;
  denseTrain: Kernel<3>;
  densePredict: Kernel<4>;
  treeWords: Kernel<8>;
  treeColumn: Kernel<6>;
  treeRows: Kernel<7>;
  treeCommon: Kernel<4>;
  treeSubtract: Kernel<3>;
  treeSum: Kernel<5>;
  treeEntries(...args: Parameters<Kernel<10>>): number;
  treePartition(...args: Parameters<Kernel<5>>): number;
}

/** Bits of the last argument of `multiply`. */
export const RELU = 1;
export const ACCUMULATE = 2;

// A worker started from a blob has no base address: the module's own is taken.
const bytesOf = async (url: string): Promise<ArrayBuffer> =>
  (await fetch(new URL(url, import.meta.url))).arrayBuffer();

/** Relaxed SIMD multiplies and adds in one instruction: twice as fast, where the browser has it. */
async function load(): Promise<WebAssembly.Module> {
  const fast = await bytesOf(relaxed);
  return WebAssembly.compile(WebAssembly.validate(fast) ? fast : await bytesOf(simd));
}

let loaded: Promise<WebAssembly.Module> | null = null;

/** The compiled kernels, fetched once. An instance has a memory of its own, which goes when it is dropped. */
export function loadKernels(): Promise<WebAssembly.Module> {
  loaded ??= load().catch((thrown: unknown) => {
    loaded = null;
    throw thrown;
  });
  return loaded;
}

export const instantiate = (module: WebAssembly.Module): ConvKernels =>
  new WebAssembly.Instance(module).exports as unknown as ConvKernels;
