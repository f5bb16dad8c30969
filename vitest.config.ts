import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { handWrittenKernels } from './scripts/kernels.mjs';

export default defineConfig({
  plugins: [handWrittenKernels()],
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
    // By itself Vitest leaves one core alone, which on two cores is half of the machine.
    maxWorkers: availableParallelism(),
    // A busy machine is slow, not wrong.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    setupFiles: ['scripts/seed-properties.mjs'],
  },
});
