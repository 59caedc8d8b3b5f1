"""FastAPI in front of scikit-learn: one prediction a request, the class read off its probabilities."""

import os

import joblib
import numpy
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()
forest = joblib.load(os.environ["FOREST"] + "/forest.joblib")
classes = [str(name) for name in forest.classes_]


class Row(BaseModel):
    features: list[float]


@app.get("/ready")
async def ready():
    return {"status": "ok"}


@app.post("/predict")
async def predict(row: Row):
    probabilities = forest.predict_proba(numpy.array([row.features]))[0]
    return {
        "prediction": classes[int(probabilities.argmax())],
        "probabilities": dict(zip(classes, probabilities.tolist())),
        "model": "wine",
        "version": "v1",
    }
