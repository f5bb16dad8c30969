export { densePredict, denseTrain } from './dense';
export * from './graph-nets';
export {
  treeColumn, treeCommon, treeEntries, treePartition, treeRows, treeSubtract, treeSum, treeWords,
} from './trees';
