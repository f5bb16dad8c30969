"""A Benchside study continued outside the browser: its search space, its folds and its way of training.

Import this package before Keras: it chooses the backend, where KERAS_BACKEND does not.
"""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")
