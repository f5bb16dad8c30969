"""Compares networks in ONNX and in Keras, and trees and neighbours in ONNX, with what the float64 reference makes of the same rows.

    BENCHSIDE_INTEROP_OUT=FOLDER npx vitest run src/export/onnx/example-files.test.ts
    KERAS_BACKEND=jax python interop/check_nets.py FOLDER

Prints a line a family. Ends with 1 where a network is no valid ONNX, or is further from the reference than 1e-6 on
tables and 1e-5 on pictures, relative to the largest expected number (at least 1).
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

TABLES, PICTURES = 1e-6, 1e-5


def inputs_of(example: dict) -> dict[str, np.ndarray]:
    """The arrays of an example by the names of the network's inputs."""
    n, inputs = example["n"], example["inputs"]
    table = np.asarray(example["table"], np.float32)
    if "x" in inputs:
        return {"x": table.reshape(n, inputs["x"])}
    arrays = {"picture": np.asarray(example["pictures"], np.float32).reshape(n, *inputs["picture"])}
    if inputs["table"] > 0:
        arrays["table"] = table.reshape(n, inputs["table"])
    return arrays


def onnx_outputs(folder: Path, arrays: dict[str, np.ndarray]) -> np.ndarray:
    path = str(folder / "models" / "0" / "model.onnx")
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    names = [value.name for value in session.get_inputs()]
    if names != list(arrays):
        raise ValueError(f"{path}: inputs {names}, expected {list(arrays)}")
    return session.run(None, arrays)[0]


def keras_outputs(folder: Path, arrays: dict[str, np.ndarray]) -> np.ndarray:
    spec = importlib.util.spec_from_file_location("model_keras", folder / "model_keras.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    values = list(arrays.values())
    outputs = module.load(folder)(values if len(values) > 1 else values[0], training=False)
    return module.keras.ops.convert_to_numpy(outputs)


def error_of(outputs: np.ndarray, expected: np.ndarray) -> float:
    if outputs.size != expected.size:
        return float("inf")
    return float(np.max(np.abs(outputs.reshape(-1) - expected)) / max(1.0, np.max(np.abs(expected))))


def main(root: Path) -> int:
    worst: dict[str, dict[str, float]] = defaultdict(lambda: {"onnx": 0.0, "limit": TABLES, "nets": 0})
    failed = False
    for path in sorted(root.glob("*/example.json")):
        folder = path.parent
        example = json.loads(path.read_text())
        arrays, expected = inputs_of(example), np.asarray(example["expected"], np.float64)
        errors = {"onnx": error_of(onnx_outputs(folder, arrays), expected)}
        if (folder / "model_keras.py").exists():
            errors["keras"] = error_of(keras_outputs(folder, arrays), expected)
        line = worst[example["family"]]
        line["nets"] += 1
        if "x" not in arrays:
            line["limit"] = PICTURES
        for runtime, error in errors.items():
            line[runtime] = max(line.get(runtime, 0.0), error)
            if not error <= line["limit"]:
                failed = True
                print(f"  {folder.name}: {runtime} differs by {error:.1e}")
    for family, line in worst.items():
        keras = f"{line['keras']:.1e}" if "keras" in line else "-"
        print(f"{family:16} {int(line['nets']):3} nets  ONNX {line['onnx']:.1e}  Keras {keras}  limit {line['limit']:.0e}")
    if not worst:
        print(f"{root} holds no examples")
    return 1 if failed or not worst else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
