/** How a bundle's models are called, and the forms in which they stand. */
const FORMS = {
  networks: {
    one: 'one network',
    several: (members: number) => `${members} networks`,
    keras: '  model_keras.py      the networks in Keras 3\n',
    forms: `The same networks stand here in four forms. They expect numbers that have gone through the steps listed in
preprocess.json, in the order of the "names" of that member; predict.py does that.

  models/0/model.onnx            ONNX
  model_keras.py                 Keras 3 with models/0/weights.safetensors: to read, and to train on
  models/0/model.json            TensorFlow.js: tf.loadLayersModel('models/0/model.json')
  train_keras.py                 the study's training repeated, on the data that it was made of`,
  },
  /** Decision trees or neighbours are among them. */
  models: {
    one: 'one model, which is no network',
    several: (members: number) => `${members} models, not all of them networks`,
    keras: '',
    forms: `Each stands here as model.onnx, as in models/0/model.onnx. It expects numbers that have gone through the steps
listed in preprocess.json, in the order of the "names" of that member; to trees a missing one is NaN, and so is a
level that the step level-codes does not name. predict.py does that. The same node by node, layer by layer or row by
row is in weights.safetensors beside it.`,
  },
};

/** README.txt of a bundle: for whoever opens it outside Benchside. Names no study, patient or file of the user. */
export function readmeText(members: number, of: keyof typeof FORMS): string {
  const { one, several, keras, forms } = FORMS[of];
  return `A prediction model made with Benchside

This zip holds a finished model and how it was made. It holds no row of the data it was made from, unless the step
impute-knn or register (to the nearest) stands in preprocess.json, or model-card.md says that a model is nearest
neighbours: then somebody was asked and said that it may.

  manifest.json       what is in here, with the SHA-256 of every file
  model-card.md       what the model predicts, for whom, from what, and how well
  report.html         the whole report, where the model was evaluated
  preprocess.json     the outcome, the input columns, the fitted preprocessing and the decision threshold
  models/             ${members === 1 ? one : `${several(members)}, whose outputs are averaged by the weights in preprocess.json`}
  predict.py          prediction in Python, with its parts in benchside/
${keras}  test-vectors.json   made-up rows, and what the model says of them
  splits.json         which rows of the data file were in which part, by their numbers
  study.json          every decision of the study
  journal.jsonl       what happened, one event a line: trials, scores, the evaluation

The simplest way to use it: open Benchside, go to Use, and drop this zip there.

In Python, from raw rows (a CSV file, or pictures), with onnxruntime and numpy and nothing else:

  pip install -r requirements.txt
  python predict.py --check
  python predict.py ROWS.csv --out predictions.csv

${forms}

Two classes: the output is the probability of the second class in task.classes. Where preprocess.json holds a
"calibration", the averaged outputs go through it first: platt makes the log odds intercept + slope * log odds,
temperature divides the log odds (the log probabilities of several classes) by it, isotonic goes in straight lines
between its corners. A row is called positive at or above "threshold". More classes: one probability a class. A
number as outcome: multiply the output by outcome.sd and add outcome.mean.

A model is only as good as its evaluation. Check it on patients of your own before it informs any decision.
`;
}
