"""Processor time of a library in process, one thread: µs per call with one row and ms per call with 1,000 rows, as JSON."""

import json
import sys
import time

import numpy

name, directory = sys.argv[1:]
rows = numpy.array(json.load(open(f"{directory}/{name}-rows.json")))

if name == "xgboost":
    import xgboost

    booster = xgboost.Booster({"nthread": 1}, model_file=f"{directory}/xgboost.ubj")
    rows = rows.astype(numpy.float32)
    predict = booster.inplace_predict
else:
    import lightgbm

    booster = lightgbm.Booster(params={"num_threads": 1}, model_file=f"{directory}/lightgbm.txt")

    def predict(batch):
        return booster.predict(batch, num_threads=1)


def microseconds(batches):
    """The best of several rounds of about a quarter of a second."""
    best, calls = float("inf"), 1
    for _ in range(8):
        start = time.process_time()
        for call in range(calls):
            predict(batches[call % len(batches)])
        spent = time.process_time() - start
        best = min(best, spent / calls * 1e6)
        calls = max(calls, int(calls * 0.25 / max(spent, 1e-4)))
    return best


single = [rows[index : index + 1].copy() for index in range(len(rows))]
print(json.dumps({"one": microseconds(single), "thousand": microseconds([rows]) / 1000}))
