"""FastAPI in front of onnxruntime: the same forest, converted."""

import os

import numpy
import onnxruntime
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
options.inter_op_num_threads = 1
session = onnxruntime.InferenceSession(os.environ["FOREST"] + "/forest.onnx", options, providers=["CPUExecutionProvider"])
name = session.get_inputs()[0].name
classes = ["class_0", "class_1", "class_2"]


class Row(BaseModel):
    features: list[float]


@app.get("/ready")
async def ready():
    return {"status": "ok"}


@app.post("/predict")
async def predict(row: Row):
    labels, probabilities = session.run(None, {name: numpy.array([row.features], dtype=numpy.float32)})
    return {
        "prediction": str(labels[0]),
        "probabilities": dict(zip(classes, probabilities[0].tolist())),
        "model": "wine",
        "version": "v1",
    }
