"""Evidently's drift of two files: drift_evidently.py preset|lean REFERENCE CURRENT [HTML]. The lean run takes one metric a column and writes no page."""
import sys
import pandas as pd
from evidently import Report
from evidently.metrics import ValueDrift
from evidently.presets import DataDriftPreset

kind, reference, current, *html = sys.argv[1:]
read = pd.read_csv if reference.endswith(".csv") else pd.read_parquet
reference, current = read(reference), read(current)
metrics = [DataDriftPreset()] if kind == "preset" else [ValueDrift(column=name) for name in reference.columns]
snapshot = Report(metrics).run(current, reference)
if kind == "preset":
    snapshot.save_html(html[0])
    snapshot.save_json(f"{html[0]}.json")
else:
    snapshot.dict()
