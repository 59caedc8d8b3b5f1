"""Evidently's score of every column of two files: evidently_scores.py FOLDER NAME…. Prints a JSON line for each table."""
import json
import math
import sys
import warnings
from pathlib import Path

import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.metrics import ValueDrift

warnings.filterwarnings("ignore")
folder = Path(sys.argv[1])


def type_of(data, name):
    definition = data._data_definition
    kinds = {"numerical": definition.get_numerical_columns, "categorical": definition.get_categorical_columns, "text": definition.get_text_columns, "datetime": definition.get_datetime_columns}
    return next((kind for kind, columns in kinds.items() if name in (columns() or [])), "unknown")


def score(reference, current, name):
    found = {"dtypes": [str(half[name].dtype) for half in (reference, current)]}
    try:
        before, after = (Dataset.from_pandas(half[[name]], data_definition=DataDefinition()) for half in (reference, current))
        found["types"] = [type_of(data, name) for data in (before, after)]
        (metric,) = Report([ValueDrift(column=name)]).run(after, before).dict()["metrics"]
        value = float(metric["value"])
        return {**found, "method": metric["config"].get("method"), "score": value if math.isfinite(value) else None}
    except BaseException as error:
        return {**found, "error": f"{type(error).__name__}: {error}"[:200]}


for table in sys.argv[2:]:
    reference, current = (pd.read_csv(folder / f"{table}.{part}.csv") for part in ("reference", "current"))
    print(json.dumps({"name": table, "columns": {str(name): score(reference, current, name) for name in reference.columns}}), flush=True)
