"""Trains 500 trees of depth 6 on drawn data: model.ubj, the same converted to model.onnx, and 100 rows in rows.json."""

import json
import sys

import numpy
import xgboost
from onnxmltools import convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType
from sklearn.datasets import make_classification

(directory,) = sys.argv[1:]
rows, labels = make_classification(10_000, 13, n_informative=10, flip_y=0.1, random_state=42)
rows = rows.astype(numpy.float32)
model = xgboost.XGBClassifier(n_estimators=500, max_depth=6, learning_rate=0.05, n_jobs=1).fit(rows, labels)
model.save_model(f"{directory}/model.ubj")
converted = convert_xgboost(model, initial_types=[("rows", FloatTensorType([None, 13]))])
with open(f"{directory}/model.onnx", "wb") as file:
    file.write(converted.SerializeToString())
with open(f"{directory}/rows.json", "w") as file:
    json.dump(rows[:100].tolist(), file)
