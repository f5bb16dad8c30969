"""Predictions of a Benchside model without the app: onnxruntime and numpy are all it needs for tables.

``reading`` makes typed columns of a CSV file, ``table_steps`` repeat the fitted preprocessing, ``model`` runs the
networks. Every function gives what the app gives for the same cells.
"""
