"""Writes src/data/samples/wdbc.csv from the file that the PyPI package scikit-learn ships.

    pip download scikit-learn --no-deps && unzip -j scikit_learn-*.whl sklearn/datasets/data/breast_cancer.csv
    python scripts/make-wdbc.py breast_cancer.csv > src/data/samples/wdbc.csv

Column names are those of sklearn.datasets.load_breast_cancer; its classes are 0 = malignant, 1 = benign.
"""

import csv
import sys

MEASURES = (
    "radius texture perimeter area smoothness compactness concavity concave_points symmetry fractal_dimension"
).split()
NAMES = [f"{kind}_{measure}" for kind in ("mean", "error", "worst") for measure in MEASURES]
CLASSES = ["malignant", "benign"]

with open(sys.argv[1], newline="") as file:
    rows = list(csv.reader(file))[1:]

out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow([*NAMES, "diagnosis"])
for *values, label in rows:
    out.writerow([*values, CLASSES[int(label)]])
