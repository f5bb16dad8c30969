import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';

// A worker started from a blob has no base address: the module's own is taken.
const absolute = (url: string): string => new URL(url, import.meta.url).href;

/** Single-threaded WASM only: the threaded build needs headers that many hosts cannot send, and hangs when minified. */
export function ownWasmFiles(): void {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': absolute(plain),
    'tfjs-backend-wasm-simd.wasm': absolute(simd),
    'tfjs-backend-wasm-threaded-simd.wasm': absolute(simd),
  });
}
