/** Who does the arithmetic, and whether a CPU only pretends to be a GPU. */
export interface Adapter {
  name: string;
  software: boolean;
}

/** SwiftShader, Mesa's llvmpipe and lavapipe, Windows' WARP ("Microsoft Basic Render Driver"). */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render/i;

export const isSoftware = (name: string): boolean => SOFTWARE.test(name);

/** GPUAdapterInfo as browsers have it today; the fallback flag stood on the adapter before. */
interface AdapterInfo {
  vendor?: string;
  architecture?: string;
  device?: string;
  description?: string;
  isFallbackAdapter?: boolean;
}

/** A GPU process that has just begun, or just come back, answers "none" for a moment. */
const ASK_AGAIN_MS = 1000;

async function requested(gpu: GPU): Promise<GPUAdapter | null> {
  const options = { powerPreference: 'high-performance' } as const;
  const first = await gpu.requestAdapter(options);
  if (first) return first;
  await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  return gpu.requestAdapter(options);
}

/** The WebGPU adapter that the backend will get, or null where there is none. */
export async function webgpuAdapter(): Promise<Adapter | null> {
  if (typeof navigator === 'undefined' || !navigator.gpu) return null;
  const adapter = await requested(navigator.gpu);
  if (!adapter) return null;
  const { info, isFallbackAdapter } = adapter as { info?: AdapterInfo; isFallbackAdapter?: boolean };
  const parts = [info?.vendor, info?.architecture, info?.device].filter(Boolean).join(' ');
  const name = info?.description || parts || 'WebGPU';
  const software = Boolean(info?.isFallbackAdapter ?? isFallbackAdapter) || isSoftware(`${name} ${parts}`);
  return { name, software };
}

/** The WebGL 2 renderer, or null where a worker cannot have one. */
export function webglAdapter(): Adapter | null {
  if (typeof OffscreenCanvas === 'undefined') return null;
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return null;
  const debug = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer: unknown = gl.getParameter(debug ? debug.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  const name = typeof renderer === 'string' && renderer !== '' ? renderer : 'WebGL';
  return { name, software: isSoftware(name) };
}
