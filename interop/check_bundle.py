"""A bundle's networks in other software: what each is given for a file of rows or a folder of pictures, what
onnxruntime makes of it, and the predictions when the networks are those of the bundle's model_keras.py.

Usage: python check_bundle.py BUNDLE_FOLDER ROWS OUT_FOLDER

OUT_FOLDER receives networks.json: `runs`, one a network, with its folder, `inputs` [{name, shape, file}] and the
`output` of onnxruntime; `keras`, the model's predictions by Keras, one list a row, or null of trees, which have no
form there.
"""

import importlib.util
import json
import sys
from pathlib import Path

import numpy as np


def keras_code(folder: Path):
    """The bundle's model_keras.py as a module."""
    found = importlib.util.spec_from_file_location("model_keras", folder / "model_keras.py")
    code = importlib.util.module_from_spec(found)
    found.loader.exec_module(code)
    return code


def rows_of(model, path: Path):
    """Typed rows and, for a model of pictures, their pictures."""
    from benchside.reading import read_file, table_of

    pictures = None
    if model.reads_pictures:
        from benchside.picture_rows import cells_and_pictures

        cells, pictures = cells_and_pictures(model, path, None, None)
    else:
        cells = read_file(path)
    return model.rows(table_of(cells), [])[0].table, pictures


def in_keras(model, folder: Path, rows, pictures):
    """The model's predictions, one list a row, where its networks are those of the bundle's model_keras.py."""
    from benchside.model import Network

    code = keras_code(folder)

    def made(i: int, network: Network) -> Network:
        keras = code.load(folder, member=i)
        return Network(lambda inputs: np.asarray(keras.predict_on_batch(list(inputs.values()))), network.shapes)

    model.networks = [made(i, network) for i, network in enumerate(model.networks)]
    return model.predict(rows, pictures).p.tolist()


def main(folder: Path, path: Path, out: Path) -> None:
    sys.path.insert(0, str(folder))
    from benchside.bundle import Bundle
    from benchside.model import Network, open_model

    out.mkdir(parents=True, exist_ok=True)
    bundle = Bundle(folder)
    runs = []

    def recorded(name: str, network: Network) -> Network:
        def run(inputs):
            output = network.run(inputs)
            files = []
            for key, values in inputs.items():
                file = f"{len(runs)}-{key}.bin"
                np.ascontiguousarray(values, dtype="<f4").tofile(out / file)
                files.append({"name": key, "shape": list(values.shape), "file": file})
            runs.append({"folder": name, "inputs": files, "output": np.ravel(output).tolist()})
            return output

        return Network(run, network.shapes)

    model = open_model(bundle)
    rows, pictures = rows_of(model, path)
    onnx = model.networks
    names = [member["model"] for member in model.members]
    model.networks = [recorded(name, network) for name, network in zip(names, onnx)]
    if model.backbone:
        model.backbone = recorded("backbone", model.backbone)
    model.predict(rows, pictures)

    model.networks = onnx
    keras = in_keras(model, folder, rows, pictures) if (folder / "model_keras.py").exists() else None
    (out / "networks.json").write_text(json.dumps({"runs": runs, "keras": keras}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
