"""Rows per second of scikit-learn's predict on 1,000 rows, in process; prints one figure per round."""

import json
import sys
import time

import joblib
import numpy

csv, directory, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
forest = joblib.load(f"{directory}/forest.joblib")
rows = numpy.loadtxt(csv, delimiter=",", skiprows=1, usecols=range(13))
batch = numpy.resize(rows, (1000, 13))
forest.predict(batch)
figures = []
for _ in range(rounds):
    start = time.perf_counter()
    for _ in range(20):
        forest.predict(batch)
    figures.append(20 * 1000 / (time.perf_counter() - start))
print(json.dumps(figures))
