import type { BackendReport } from '../../train/trainer';

export type BackendNotice =
  | 'untested'
  | 'plain'
  | 'named'
  | 'noRealGpu'
  | 'wrongGpu'
  | 'noGpu'
  | 'fasterThanGpu'
  | 'unusable';

const onGpu = (report: BackendReport): boolean => report.backend === 'webgpu' || report.backend === 'webgl';
const works = (report: BackendReport): boolean =>
  report.available && report.gradientsRight && report.why === null;

/**
 * What the header says about the backend in use: its name with the GPU's, or why no GPU computes; that the one
 * chosen by hand cannot be used here.
 */
export function backendNotice(
  reports: BackendReport[] | null,
  backend: BackendReport['backend'] | null,
): BackendNotice {
  const used = reports?.find((r) => r.backend === backend);
  if (!reports || !used) return 'untested';
  if (!works(used)) return 'unusable';
  if (onGpu(used)) return used.adapter ? 'named' : 'plain';
  const gpus = reports.filter(onGpu);
  if (gpus.some((r) => works(r) && !r.software)) return 'fasterThanGpu';
  if (gpus.some((r) => r.available && !r.software && !r.gradientsRight)) return 'wrongGpu';
  return gpus.some((r) => r.available && r.software) ? 'noRealGpu' : 'noGpu';
}
