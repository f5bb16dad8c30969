"""How the learning rate goes over the planned steps, as the app's train/graph/schedule.ts."""

from __future__ import annotations

import math
from typing import Any

import keras
from keras import ops

# "step": a tenth after half of the steps, a hundredth after three quarters (He et al. 2016 on CIFAR-10).
DROPS = (0.5, 0.75)
# "oneCycle" (Smith & Topin 2019): share of the steps on the way up; begins at 1/25 and ends at 1/25e4.
RISE = 0.3
START = 1 / 25
END = START / 1e4
# "warmCosine": share of the steps in which the rate grows from nothing, in equal parts (Goyal et al. 2017).
WARM = 0.1


def _along_cosine(a: float, b: float, share: float) -> float:
    return b + (a - b) / 2 * (1 + math.cos(math.pi * share))


def rate_factor(schedule: str, step: int, total: int) -> float:
    """What the learning rate is multiplied by in step `step` (from 0) of `total`."""
    at = min(step, total - 1)
    if schedule == "cosine":
        return _along_cosine(1, 0, at / total)
    if schedule == "step":
        return 0.1 ** sum(at >= share * total for share in DROPS)
    if schedule == "warmCosine":
        warm = math.floor(WARM * total)
        return (at + 1) / (warm + 1) if at < warm else _along_cosine(1, 0, (at - warm) / (total - warm))
    if schedule == "oneCycle":
        top = RISE * total - 1
        if at <= top:
            return _along_cosine(START, 1, at / top)
        return _along_cosine(1, END, (at - top) / max(total - 1 - top, 1))
    return 1.0


@keras.saving.register_keras_serializable("benchside")
class PlannedRate(keras.optimizers.schedules.LearningRateSchedule):
    """The rate of every step, worked out beforehand."""

    def __init__(self, rate: float, schedule: str, total: int) -> None:
        self.rate, self.schedule, self.total = rate, schedule, total
        self._rates = [rate * rate_factor(schedule, step, total) for step in range(total)]

    def __call__(self, step: Any) -> Any:
        at = ops.minimum(ops.cast(step, "int32"), self.total - 1)
        return ops.take(ops.convert_to_tensor(self._rates, dtype="float32"), at)

    def get_config(self) -> dict[str, Any]:
        return {"rate": self.rate, "schedule": self.schedule, "total": self.total}
