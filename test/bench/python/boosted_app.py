"""FastAPI in front of onnxruntime with a boosted model: `fast` as quick as it gets, `plain` as most people write it."""

import os

import numpy
import onnxruntime
from fastapi import FastAPI
from pydantic import BaseModel

fast, plain = FastAPI(), FastAPI()
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
options.inter_op_num_threads = 1
session = onnxruntime.InferenceSession(os.environ["BOOSTED"] + "/model.onnx", options, providers=["CPUExecutionProvider"])
name = session.get_inputs()[0].name
probabilities_name = session.get_outputs()[1].name
labels_name = session.get_outputs()[0].name


class Row(BaseModel):
    features: list[float]


def answer(row):
    labels, probabilities = session.run([labels_name, probabilities_name], {name: numpy.array([row.features], dtype=numpy.float32)})
    return {
        "prediction": str(labels[0]),
        "probabilities": {"0": float(probabilities[0][0]), "1": float(probabilities[0][1])},
        "model": "boosted",
        "version": "v1",
    }


@fast.get("/ready")
@plain.get("/ready")
def ready():
    return {"status": "ok"}


@fast.post("/predict")
async def predict(row: Row):
    return answer(row)


@plain.post("/predict")
def predict_in_a_thread(row: Row):
    return answer(row)
