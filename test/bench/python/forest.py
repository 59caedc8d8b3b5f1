"""Trains the peers' forest on the wine data: the same 100 trees for scikit-learn and, converted, for onnxruntime."""

import sys

import joblib
import numpy
from skl2onnx import to_onnx
from sklearn.ensemble import RandomForestClassifier

csv, directory = sys.argv[1:]
rows = numpy.loadtxt(csv, delimiter=",", skiprows=1, usecols=range(13))
labels = numpy.loadtxt(csv, delimiter=",", skiprows=1, usecols=13, dtype=str)
forest = RandomForestClassifier(n_estimators=100, random_state=42).fit(rows, labels)
joblib.dump(forest, f"{directory}/forest.joblib")
converted = to_onnx(forest, rows[:1].astype(numpy.float32), options={"zipmap": False})
with open(f"{directory}/forest.onnx", "wb") as file:
    file.write(converted.SerializeToString())
