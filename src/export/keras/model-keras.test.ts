import { describe, expect, it } from 'vitest';
import { elasticNet } from '../../models/elastic-net';
import { mlp } from '../../models/mlp';
import { resnet } from '../../models/resnet';
import { everyOperation, exampleNets } from '../onnx/example-nets';
import { netSpec } from '../testing';
import { modelKerasPy } from './model-keras';

const code = (...specs: Parameters<typeof modelKerasPy>[0]['members'][number]['spec'][]) =>
  modelKerasPy({ members: specs.map((spec) => ({ spec })) });

/** A function of the file, from its `def` to the blank lines after it. */
const functionOf = (text: string, name: string): string => {
  const from = text.indexOf(`def ${name}(`);
  return text.slice(from, text.indexOf('\n\n\n', from));
};

describe('model_keras.py', () => {
  it('builds a perceptron layer by layer', () => {
    expect(functionOf(code(netSpec(7, 'binary', 1)), 'build')).toBe(
      [
        'def build(member: int = 0) -> keras.Model:',
        '    """A network with random weights; it answers the probability of the second class."""',
        '    inputs = keras.Input((COLUMNS[member],), name="x")',
        '    x = layers.Dense(5, activation="relu", name="dense_0")(inputs)',
        '    x = layers.Dropout(0.25)(x)',
        '    x = layers.Dense(3, activation="relu", name="dense_1")(x)',
        '    x = layers.Dense(1, name="dense_2")(x)',
        '    y = layers.Activation("sigmoid", name="y")(x)',
        '    return keras.Model(inputs, y)',
      ].join('\n'),
    );
  });

  it('names of a graph net what is read again, and says where the picture becomes smaller', () => {
    const shapes = {
      inputs: 12 * 12 + 2,
      kind: 'multiclass',
      classes: 3,
      picture: [12, 12, 1],
      table: 2,
    } as const;
    expect(
      functionOf(code(resnet.spec({ width: 8 }, shapes)), 'build')
        .split('\n')
        .slice(2),
    ).toEqual(
      [
        'picture = keras.Input((12, 12, 1), name="picture")',
        'x = conv(picture, 1, 8, 3)',
        'x = norm(x, 2)',
        'relu_3 = relu(x)',
        'x = conv(relu_3, 4, 8, 3)',
        'x = norm(x, 5)',
        'x = relu(x)',
        'x = conv(x, 7, 8, 3)',
        'x = norm(x, 8)',
        'x = layers.Add()([x, relu_3])',
        'relu_10 = relu(x)',
        '# From here on 6 x 6 pixels.',
        'x = conv(relu_10, 11, 16, 3, strides=2)',
        'x = norm(x, 12)',
        'x = relu(x)',
        'x = conv(x, 14, 16, 3)',
        'norm_15 = norm(x, 15)',
        '# From here on 6 x 6 pixels.',
        'x = conv(relu_10, 16, 16, 1, strides=2)',
        'x = norm(x, 17)',
        'x = layers.Add()([norm_15, x])',
        'x = relu(x)',
        'mean_20 = mean_over_picture(x)',
        'table = keras.Input((COLUMNS[member],), name="table")',
        'x = layers.Concatenate(axis=-1)([mean_20, table])',
        'x = layers.Dense(3, name="dense_23")(x)',
        'y = layers.Activation("softmax", name="y")(x)',
        'return keras.Model([picture, table], y)',
      ].map((line) => `    ${line}`),
    );
  });

  it('has a function for each way its members are built; how many columns they read is no other way', () => {
    const same = code(netSpec(7, 'mse', 1), netSpec(9, 'mse', 1));
    expect(same).toContain('\nMEMBERS = 2\n');
    expect(same).toContain('\nCOLUMNS = (7, 9)\n');
    expect(same.match(/^def build/gm)).toHaveLength(1);
    const other = code(netSpec(7, 'mse', 1), netSpec(7, 'mse', 1, [4]), netSpec(7, 'mse', 1));
    expect(other.match(/^def build_\d/gm)).toEqual(['def build_0', 'def build_1']);
    expect(functionOf(other, 'build')).toContain('return (build_0, build_1, build_0)[member](member)');
  });

  it('says of the optimizer what the study used', () => {
    const shapes = { inputs: 4, kind: 'binary', classes: 2 } as const;
    const dense = code(mlp.spec({ learningRate: 0.003, weightDecay: 0.02, batchSize: 64 }, shapes));
    expect(functionOf(dense, 'adamw')).toContain(
      'learning_rate, weight_decay=0.02, epsilon=1e-8, global_clipnorm=clip\n',
    );
    expect(functionOf(dense, 'adamw')).toContain('clip: float | None = None)');
    expect(dense).toContain('epochs: int = 5, learning_rate: float = 0.0003)');
    expect(dense).toContain('batch_size=64');
    expect(functionOf(code(everyOperation().spec), 'adamw')).toContain('clip: float | None = 1)');
  });

  it('goes on with no training of what was solved', () => {
    const shapes = { inputs: 4, kind: 'binary', classes: 2 } as const;
    const text = code(elasticNet.spec({}, shapes));
    expect(functionOf(text, 'build')).toContain('x = layers.Dense(1, name="dense_0")(inputs)');
    expect(text).toContain('def load(');
    for (const word of ['adamw', 'continue_training']) expect(text).not.toContain(word);
  });

  it('calls in every family only what it defines, in lines that fit a screen', () => {
    for (const { name, spec } of exampleNets()) {
      const text = code(spec);
      const defined = new Set(text.match(/(?<=^def )\w+/gm));
      for (const call of functionOf(text, 'build').match(/(?<= = )\w+(?=\()/g) ?? [])
        expect(defined.has(call), `${name}: ${call}`).toBe(true);
      expect(text.split('\n').filter((line) => line.length > 120)).toEqual([]);
    }
  });
});
