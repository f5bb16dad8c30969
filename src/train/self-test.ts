import type { Clock } from '../study/context';
import type { BackendName } from '../study/schema';
import { BACKENDS, tryBackend } from './backends';
import { GRADIENT_TOLERANCE, gradientError } from './gradient-check';
import { graphGradientError } from './graph/gradient-check';
import { Kernels } from './kernels';
import { pictureSpeed, tableStepMs } from './step-speed';
import type { BackendReport } from './trainer';

/**
 * Asks every backend of this machine, one after another: is it there, are its gradients right, how fast does it train
 * a table's nets. `cores`: workers that share the folds of a trial on WebAssembly. Without `software` the gradients of
 * software GPUs wait for `withAsked`: their shaders are compiled for seconds, and none is chosen by itself.
 */
export async function selfTest(clock: Clock, cores = 1, software = true): Promise<BackendReport[]> {
  const reports: BackendReport[] = [];
  for (const backend of BACKENDS) reports.push(await report(backend, clock, { cores, software }));
  return reports;
}

/** The reports, with the gradients of the backend that was asked for by hand where they had waited. */
export async function withAsked(
  reports: readonly BackendReport[],
  asked: BackendName,
  clock: Clock,
): Promise<BackendReport[]> {
  const tested: BackendReport[] = [];
  for (const one of reports)
    tested.push(one.backend === asked && isWaiting(one) ? await report(asked, clock) : one);
  return tested;
}

const isWaiting = ({ available, gradientError, why }: BackendReport): boolean =>
  available && gradientError === null && why === null;

/**
 * The reports with how fast each backend trains nets on pictures, for those who have pictures: compiling the shaders
 * of a convolutional net takes a GPU a second or two. JavaScript would take seconds a step.
 */
export async function withPictureSpeed(
  reports: readonly BackendReport[],
  clock: Clock,
): Promise<BackendReport[]> {
  const measured: BackendReport[] = [];
  for (const one of reports) {
    const worth = one.backend !== 'cpu' && one.stepMs !== null;
    measured.push(worth ? { ...one, pictureStepMs: await pictureSpeed(one.backend, clock) } : one);
  }
  return measured;
}

async function report(
  backend: BackendName,
  clock: Clock,
  { cores = 1, software: softwareToo = true } = {},
): Promise<BackendReport> {
  const started = await tryBackend(backend);
  const absent = {
    adapter: '',
    software: false,
    gradientError: null,
    gradientsRight: false,
    stepMs: null,
    pictureStepMs: null,
  };
  if (typeof started === 'string') return { backend, available: false, ...absent, why: started };
  const about = { backend, available: true, ...absent, adapter: started.adapter.name };
  const { software } = started.adapter;
  if (software && !softwareToo) return { ...about, software, why: null };
  try {
    const k = new Kernels(backend, started.backend);
    const dense = await gradientError(k);
    // On WASM graph nets run on kernels of our own, the same on every machine: their tests judge them. A software
    // GPU, never chosen by itself, would compile shaders for seconds.
    const pictures = backend === 'wasm' || software ? 0 : await graphGradientError(k);
    const error = Math.max(dense, pictures);
    const right = error <= GRADIENT_TOLERANCE;
    // A software GPU would take seconds, and is never chosen for its speed.
    const stepMs = right && !software ? await tableStepMs(backend, clock, cores) : null;
    const why = right ? null : 'gradient';
    return { ...about, software, gradientError: error, gradientsRight: right, stepMs, why };
  } catch {
    return { ...about, software, why: 'failed' };
  }
}
