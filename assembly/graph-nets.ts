// What graph nets need: the predictor page predicts by these alone.
export { depthwise, depthwiseFilter, depthwiseInput } from './depthwise';
export { clamp, clampGradient, copyChannels, product, sum } from './elementwise';
export { filterGradient } from './filter-gradient';
export { multiply } from './multiply';
export { foldNorm, follow, moments, normCoefficients, normInput, normSums, scaleShift, sumPixels } from './norm';
export { adamW, squaredNorm } from './optimizer';
export { pack, packTurned } from './pack';
export { avgPool, avgPoolGradient, maxPool, maxPoolGradient, meanPixels, meanPixelsGradient } from './pool';
export { addColumns, columns, surround } from './windows';
export { tilesBack, tilesFilter, tilesGradient, tilesIn, tilesKernel, tilesMultiply, tilesOut } from './winograd';
