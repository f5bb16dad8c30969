import { expect, test } from 'vitest';
import { familyByName } from '../models';
import { checkMemory } from './memory-limit';

const spec = (side: number, batchSize: number) =>
  familyByName('resnet').spec(
    { width: 64, blocks: 4, batchSize },
    { inputs: side * side * 3, kind: 'binary', classes: 2, picture: [side, side, 3], table: 0 },
  );

test('a trial that would not fit is refused with its reason, before it begins', () => {
  expect(() => checkMemory(spec(512, 256), 'wasm')).toThrow('train.tooLarge');
  expect(() => checkMemory(spec(64, 16), 'wasm')).not.toThrow();
});

test('nets of tables are never too large', () => {
  const dense = familyByName('mlp').spec({}, { inputs: 20_000, kind: 'binary', classes: 2 });
  expect(() => checkMemory(dense, 'webgpu')).not.toThrow();
});
