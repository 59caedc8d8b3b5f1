"""A FastAPI application with JSON of its own, around the pipeline in MODELS."""

import os

import joblib
import pandas as pd
from fastapi import FastAPI

app = FastAPI()
pipeline = joblib.load(f"{os.environ['MODELS']}/towns/model.joblib")


@app.get("/health")
def health():
    return {"ok": True}


@app.post("/score")
def score(body: dict):
    rows = pd.DataFrame(body["data"]["rows"])
    shares = pipeline.predict_proba(rows)
    labels = pipeline.predict(rows)
    classes = pipeline.classes_
    return {"result": [{"label": label, "scores": dict(zip(classes, map(float, row)))} for label, row in zip(labels, shares)]}
