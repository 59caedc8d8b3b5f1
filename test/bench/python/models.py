"""Trains the models that are timed: forest.skops and .onnx, xgboost.ubj and .onnx, lightgbm.txt, and 1,000 rows for each in NAME-rows.json."""

import json
import sys

import lightgbm
import numpy
import skops.io
import xgboost
from onnxmltools import convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType
from skl2onnx import to_onnx
from sklearn.datasets import load_wine, make_classification
from sklearn.ensemble import RandomForestClassifier

(directory,) = sys.argv[1:]


def write_rows(name, rows):
    with open(f"{directory}/{name}-rows.json", "w") as file:
        json.dump(rows.astype(float).tolist(), file)


def write_bytes(name, content):
    with open(f"{directory}/{name}", "wb") as file:
        file.write(content)


draw = numpy.random.default_rng(42)
wine, cultivars = load_wine(return_X_y=True)
wine = wine.astype(numpy.float32)
forest = RandomForestClassifier(100, random_state=42).fit(wine, cultivars)
skops.io.dump(forest, f"{directory}/forest.skops")
write_bytes("forest.onnx", to_onnx(forest, wine[:1], options={"zipmap": False}).SerializeToString())
write_rows("forest", wine[draw.integers(0, len(wine), 1000)])

rows, labels = make_classification(10_000, 13, n_informative=10, flip_y=0.1, random_state=42)
rows = rows.astype(numpy.float32)
boosted = xgboost.XGBClassifier(n_estimators=500, max_depth=6, learning_rate=0.05, n_jobs=1).fit(rows, labels)
boosted.save_model(f"{directory}/xgboost.ubj")
boosted.save_model(f"{directory}/xgboost.json")
write_bytes("xgboost.onnx", convert_xgboost(boosted, initial_types=[("rows", FloatTensorType([None, 13]))]).SerializeToString())
write_rows("xgboost", rows[:1000])

parameters = {"objective": "binary", "num_leaves": 31, "learning_rate": 0.05, "num_threads": 1, "verbose": -1}
lightgbm.train(parameters, lightgbm.Dataset(rows.astype(float), labels), 500).save_model(f"{directory}/lightgbm.txt")
write_rows("lightgbm", rows[:1000])
