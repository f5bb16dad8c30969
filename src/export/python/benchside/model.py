"""A bundle's model: rows through the preprocessing and the networks, averaged, recalibrated, decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Optional, Tuple

import numpy as np

from .bundle import Bundle
from .calibration import calibrated
from .columns import Num, ReadTable, Table, take_rows
from .errors import MissingLeft, Refused, broken_bundle, missing_column
from .hospitals import as_common
from .joining import with_further
from .reading import NewRows, name_like, rows_for
from .table_steps import apply_steps

# Rows prepared at once: bounds the memory that a wide table, or pictures, take after preparing.
_CHUNK = 8192
_PICTURE_CHUNK = 128
_EVEN_THRESHOLD = 0.5

# Pictures given to a backbone at once.
_BACKBONE_CHUNK = 16


@dataclass
class Network:
    """``run``: named inputs, float32 [rows, ...], to outputs, float32 [rows, units]. ``shapes``: of its inputs, the
    rows left out."""

    run: Callable[[Dict[str, np.ndarray]], np.ndarray]
    shapes: Dict[str, Tuple[int, ...]]


@dataclass
class Predictions:
    """``p``: float32 [rows, 1] probability of the positive class or the value, or [rows, classes]; NaN in a row
    without a prediction."""

    kind: str
    classes: List[str]
    p: np.ndarray
    threshold: Optional[float]

    @property
    def made(self) -> np.ndarray:
        """Whether each row has a prediction, bool [rows]."""
        return ~np.isnan(self.p[:, 0])

    @property
    def cut(self) -> float:
        return _EVEN_THRESHOLD if self.threshold is None else self.threshold

    def decided(self) -> List[int]:
        """Class index a row: of two the second from the threshold on, of several the most probable, the first of
        equals."""
        if self.kind == "binary":
            return (self.p[:, 0].astype(np.float64) >= self.cut).astype(int).tolist()
        return np.argmax(self.p, axis=1).tolist()


def to_matrix(table: Table, names: List[str], gaps: bool = False) -> np.ndarray:
    """The numbers a model is given, float32 [rows, names]. A missing cell is NaN with ``gaps``, as trees take it;
    without it ``MissingLeft`` is raised."""
    x = np.zeros((table.n, len(names)), dtype=np.float32)
    for place, name in enumerate(names):
        column = table.cols.get(name)
        if column is None:
            raise missing_column(name)
        if not isinstance(column, Num):
            raise broken_bundle(f"its steps leave the column {name!r} as it is, and a network needs numbers")
        with np.errstate(over="ignore"):
            x[:, place] = column.v
        beyond = ~np.isfinite(x[:, place])
        x[beyond, place] = np.nan
        missing = int(beyond.sum())
        if missing and not gaps:
            raise MissingLeft(
                f"Every value of {name!r} is needed, and it is missing or beyond all bounds in {missing} rows, as the "
                "model fills no gaps there; fill them in the file."
            )
    return x


def prepared_rows(member: Dict[str, Any], table: Table) -> np.ndarray:
    """The inputs of a member's model for typed rows. Raises what ``apply_steps`` and ``to_matrix`` raise."""
    return to_matrix(apply_steps(member["steps"], table), member["names"], member.get("gaps", False))


class Model:
    """A finished model. ``preprocess``: the bundle's preprocess.json; ``network``: opens models/N and backbone."""

    def __init__(self, preprocess: Dict[str, Any], network: Callable[[str], Network]) -> None:
        try:
            self.task: Dict[str, Any] = preprocess["task"]
            self.inputs: List[Dict[str, Any]] = preprocess["inputs"]
            self.members: List[Dict[str, Any]] = preprocess["members"]
            self.networks = [network(member["model"]) for member in self.members]
            needs_backbone = any("backbone" in member.get("picture", {}) for member in self.members)
            self.backbone = network("backbone") if needs_backbone else None
            self.kind: str = self.task["kind"]
            self.classes: List[str] = self.task["classes"]
        except (KeyError, TypeError):
            raise broken_bundle("preprocess.json does not hold what it should") from None
        self.preprocess = preprocess

    @property
    def reads_pictures(self) -> bool:
        return any("picture" in member for member in self.members)

    def rows(
        self, table: ReadTable, further: List[ReadTable], site: Optional[str] = None
    ) -> Tuple[NewRows, List[Tuple[int, int]]]:
        """A file's rows as the model reads them: in common names, units and levels, with the further tables joined.
        Beside them, for each further table, how many rows had a partner in it and how many had none."""
        wanted = [about["name"] for about in self.inputs]
        named = name_like(table, self.preprocess.get("names"))
        common = as_common(named, self.preprocess.get("sources") or [], wanted, site)
        whole, joined = with_further(common, further, self.preprocess.get("joins") or [])
        return rows_for(self.inputs, whole), joined

    def predict(self, table: Table, pictures: Any = None) -> Predictions:
        """Predictions of typed rows; ``pictures``: one a row, where the model reads them. One that its steps leave out,
        as a slice that is not chosen, has none (NaN). Raises ``MissingLeft`` where a row lacks what the model cannot do
        without."""
        width = len(self.classes) if self.kind == "multiclass" else 1
        total = sum(member["weight"] for member in self.members)
        sums = np.zeros((table.n, width))
        chunk = _PICTURE_CHUNK if self.reads_pictures else _CHUNK
        for start in range(0, table.n, chunk):
            stop = min(table.n, start + chunk)
            part = take_rows(table, np.arange(start, stop))
            for member, network in zip(self.members, self.networks):
                made = self._outputs(member, network, part, pictures and pictures[start:stop], width)
                sums[start:stop] += made.astype(np.float64) * member["weight"] / total
        outcome = self.preprocess.get("outcome")
        raw = (sums * outcome["sd"] + outcome["mean"] if outcome else sums).astype(np.float32)
        calibration = self.preprocess.get("calibration")
        p = calibrated(calibration, raw).astype(np.float32) if calibration else raw
        return Predictions(self.kind, self.classes, p, self.preprocess.get("threshold"))

    def _outputs(
        self, member: Dict[str, Any], network: Network, table: Table, pictures: Any, width: int
    ) -> np.ndarray:
        """One member's outputs, [rows, width]; parts of a picture are averaged, and one that is left out is NaN."""
        x = prepared_rows(member, table) if member["names"] else None
        if "picture" not in member:
            if x is None:
                raise broken_bundle("a member reads nothing")
            return network.run({"x": x})
        # Pillow and the readers of medical images are needed by models of pictures alone.
        from .image_steps import prepare
        from .picture import PictureError

        try:
            encoded, origin = prepare(member["picture"], pictures)
        except PictureError as error:
            raise Refused(f"Pictures that can be prepared were wanted, and came: {error}.") from None
        pooled = np.full((table.n, width), np.nan)
        if len(origin) == 0:
            return pooled
        if "backbone" in member["picture"]:
            encoded = self._features(encoded)
        made = network.run(_beside(network, encoded, None if x is None else x[origin])).astype(np.float64)
        counts = np.bincount(origin, minlength=table.n)
        pooled[counts > 0] = 0
        np.add.at(pooled, origin, made)
        return (pooled / np.maximum(1, counts)[:, None]).astype(np.float32)

    def _features(self, pictures: np.ndarray) -> np.ndarray:
        if self.backbone is None:
            raise broken_bundle("the backbone that its pictures go through is not there")
        parts = range(0, len(pictures), _BACKBONE_CHUNK)
        return np.concatenate([self.backbone.run({"picture": pictures[at : at + _BACKBONE_CHUNK]}) for at in parts])


def _beside(network: Network, encoded: np.ndarray, table: Optional[np.ndarray]) -> Dict[str, np.ndarray]:
    """What a network of pictures is given: one list of numbers, or the picture with its columns beside it."""
    n = len(encoded)
    if "x" in network.shapes:
        flat = encoded.reshape(n, -1)
        return {"x": flat if table is None else np.concatenate([flat, table], axis=1)}
    inputs = {"picture": encoded.reshape(n, *network.shapes["picture"])}
    return inputs if table is None else {**inputs, "table": table}


def open_model(bundle: Bundle) -> Model:
    """The model of a bundle, its networks run by onnxruntime. Raises ``Refused``."""
    try:
        import onnxruntime
    except ImportError:
        raise Refused(
            "The Python package onnxruntime is needed, and it is not installed; run: pip install -r requirements.txt"
        ) from None

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3

    def network(folder: str) -> Network:
        data = bundle.read(f"{folder}/model.onnx")
        try:
            session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime has no common class of its errors.
            raise broken_bundle(f"{folder}/model.onnx cannot be loaded ({str(error).splitlines()[0]})") from None
        shapes = {each.name: tuple(each.shape[1:]) for each in session.get_inputs()}
        return Network(lambda inputs: session.run(None, inputs)[0], shapes)

    return Model(bundle.json("preprocess.json"), network)
