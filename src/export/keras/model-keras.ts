import { byGradients, type GradientSpec, type NetSpec, type NetworkSpec } from '../../models/family';
import { type GraphSpec, readsPicture } from '../../models/graph';
import { graphHelpers, graphLines } from './graph-code';

const ACTIVATION = { binary: 'sigmoid', softmax: 'softmax', mse: 'linear' } as const;
const LOSS = {
  binary: 'binary_crossentropy',
  softmax: 'sparse_categorical_crossentropy',
  mse: 'mean_squared_error',
} as const;
const MEANS = {
  binary: 'the probability of the second class',
  softmax: 'the probability of each class',
  mse: 'the outcome, standardized as in training',
} as const;

/** What of a finished model makes its code: the nets, in their order. */
export interface Nets {
  members: readonly { spec: NetworkSpec }[];
}

/**
 * model_keras.py: a finished model's networks in Keras 3, layer by layer, a function for each way they are built, with
 * their weights read from models/N/weights.safetensors. The same text for the same nets.
 */
export function modelKerasPy({ members }: Nets): string {
  const specs = members.map(({ spec }) => spec);
  const graphs = specs.filter((spec) => spec.kind === 'graph');
  const bodies = specs.map((spec) => bodyOf(spec).join('\n'));
  const distinct = [...new Set(bodies)];
  const [{ loss }] = specs;
  return `${[
    header(specs, graphs.length > 0),
    ...(graphs.length > 0 ? graphHelpers(graphs) : []),
    ...(distinct.length === 1
      ? [buildFunction('build', distinct[0], loss)]
      : [
          ...distinct.map((body, i) => buildFunction(`build_${i}`, body, loss)),
          choice(bodies.map((body) => distinct.indexOf(body))),
        ]),
    weightFunctions(graphs.length > 0),
    ...(byGradients(specs[0]) ? [optimizerFunction(specs[0]), continueFunction(specs[0])] : []),
    MAIN,
  ].join('\n\n\n')}\n`;
}

/** Shares of windows that lie inside the picture are worked out in numpy. */
const averages = (specs: NetworkSpec[]): boolean =>
  specs.some((spec) => spec.kind === 'graph' && spec.nodes.some(({ op }) => op === 'avgPool'));

const header = (
  specs: NetworkSpec[],
  graph: boolean,
): string => `"""The networks of this model in Keras 3, on TensorFlow, PyTorch or JAX.

    pip install keras safetensors jax
    KERAS_BACKEND=jax python model_keras.py

\`build\` makes a network, \`load\` fills it with what the study has learned${
  byGradients(specs[0]) ? ', `continue_training` goes on from there' : ''
}.
A network is given what \`benchside.model.Bundle.open(".").members[member].prepare(table)\` makes of raw rows, and
answers ${MEANS[specs[0].loss]}.
"""

from __future__ import annotations

from pathlib import Path

import keras${averages(specs) ? '\nimport numpy as np' : ''}
from keras import layers
from safetensors.numpy import load_file, save_file

# Networks in models/0, models/1, ...; what they answer is averaged by their weights in preprocess.json.
MEMBERS = ${specs.length}
# Columns of the prepared table that each of them reads.
COLUMNS = ${tuple(specs.map((spec) => (spec.kind === 'graph' ? spec.table : spec.inputs)))}${graph ? '\nLAST = "channels_last"' : ''}`;

const tuple = (values: readonly number[]): string =>
  `(${values.join(', ')}${values.length === 1 ? ',' : ''})`;

const bodyOf = (spec: NetworkSpec): string[] => (spec.kind === 'graph' ? graphBody(spec) : denseBody(spec));

function graphBody(spec: GraphSpec): string[] {
  const inputs = !readsPicture(spec) ? 'table' : spec.table > 0 ? '[picture, table]' : 'picture';
  return [
    ...graphLines(spec),
    `y = layers.Activation("${ACTIVATION[spec.loss]}", name="y")(x)`,
    `return keras.Model(${inputs}, y)`,
  ];
}

function denseBody({ layers, loss }: NetSpec): string[] {
  const lines = ['inputs = keras.Input((COLUMNS[member],), name="x")'];
  let from = 'inputs';
  for (const [i, { units, activation, dropout }] of layers.entries()) {
    const bend = activation === 'relu' ? ', activation="relu"' : '';
    lines.push(`x = layers.Dense(${units}${bend}, name="dense_${i}")(${from})`);
    from = 'x';
    if (dropout > 0) lines.push(`x = layers.Dropout(${dropout})(x)`);
  }
  return [
    ...lines,
    `y = layers.Activation("${ACTIVATION[loss]}", name="y")(x)`,
    'return keras.Model(inputs, y)',
  ];
}

const buildFunction = (name: string, body: string, loss: NetSpec['loss']): string =>
  `def ${name}(member: int = 0) -> keras.Model:
    """A network with random weights; it answers ${MEANS[loss]}."""
${body.replace(/^/gm, '    ')}`;

const choice = (which: readonly number[]): string =>
  `def build(member: int = 0) -> keras.Model:
    """A member's network with random weights."""
    return (${which.map((i) => `build_${i}`).join(', ')})[member](member)`;

const weightFunctions = (graph: boolean): string =>
  `def parameters(model: keras.Model) -> dict[str, keras.Variable]:
    """The variables of a network by their names in weights.safetensors."""
    named = {}
    for layer in model.layers:
        place = layer.name.rsplit("_", 1)[-1]
        named.update({f"${graph ? 'nodes' : 'layers'}.{place}.{variable.name}": variable for variable in layer.weights})
    return named


def load(folder: str | Path = ".", member: int = 0) -> keras.Model:
    """A member's network with the weights of the study. \`folder\`: where the bundle was unpacked."""
    model = build(member)
    weights = load_file(Path(folder) / "models" / str(member) / "weights.safetensors")
    for name, variable in parameters(model).items():
        variable.assign(weights[name])
    return model


def save(model: keras.Model, folder: str | Path, member: int = 0) -> None:
    """Weights where \`load\` finds them in \`folder\`."""
    path = Path(folder) / "models" / str(member)
    path.mkdir(parents=True, exist_ok=True)
    values = {name: keras.ops.convert_to_numpy(variable) for name, variable in parameters(model).items()}
    save_file(values, path / "weights.safetensors")`;

function optimizerFunction({ optimizer }: GradientSpec): string {
  const clip = 'clipNorm' in optimizer && optimizer.clipNorm > 0 ? optimizer.clipNorm : 'None';
  return `def adamw(learning_rate=${optimizer.learningRate}, clip: float | None = ${clip}) -> keras.optimizers.Optimizer:
    """The study's optimizer (Loshchilov & Hutter 2019); kernels alone decay. \`learning_rate\`: a number or a schedule;
    \`clip\`: the greatest length of a step's gradient.

    Keras adds epsilon before it corrects for the first steps, where 1e-8 acts as the study's 1e-7.
    """
    optimizer = keras.optimizers.AdamW(
        learning_rate, weight_decay=${optimizer.weightDecay}, epsilon=1e-8, global_clipnorm=clip
    )
    optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
    return optimizer`;
}

const continueFunction = ({ loss, optimizer }: GradientSpec): string =>
  `def continue_training(model: keras.Model, inputs, y, epochs: int = 5, learning_rate: float = ${Number(
    (optimizer.learningRate / 10).toPrecision(3),
  )}):
    """Trains a loaded network on other rows, a tenth as fast as the study did.

    \`inputs\`: prepared rows; \`y\`: ${
      loss === 'mse'
        ? 'outcomes, standardized with the mean and SD of preprocess.json'
        : "places of the rows' classes among those of preprocess.json"
    }.
    Scores on rows that the study was trained on say nothing about other patients.
    """
    model.compile(optimizer=adamw(learning_rate), loss="${LOSS[loss]}")
    return model.fit(inputs, y, batch_size=${optimizer.batchSize}, epochs=epochs, verbose=2)`;

const MAIN = `if __name__ == "__main__":
    for member in range(MEMBERS):
        load(Path(__file__).parent, member).summary()`;
