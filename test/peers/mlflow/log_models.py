"""Logs a model of each flavor to the tracking server of MLFLOW_TRACKING_URI, registers it, and prints the rows and the predictions of its library.

Each registered model has the alias champion on the version that is expected to be read. The file of the first argument is one JSON document.
With a second argument only the models that are versions of `moving` are logged."""

import json
import sys

import catboost
import lightgbm
import mlflow
import numpy as np
import onnx
import pandas as pd
import xgboost
from mlflow import MlflowClient
from mlflow.models import infer_signature
from skl2onnx import to_onnx
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_diabetes, load_wine
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

trees = ["sklearn.tree._tree.Tree"]
wine, cultivars = load_wine(return_X_y=True, as_frame=True)
wine = wine.iloc[:, :6]
diabetes, progression = load_diabetes(return_X_y=True, as_frame=True)
texts = wine.assign(soil=np.where(wine["ash"] > 2.3, "clay", "loam"))
# Otherwise MLflow loads each model in another process to find them.
requirements = {"pip_requirements": ["mlflow"]}
several = {"verbose": -1, "num_threads": 1}


def classes(model, rows):
    return {"classes": [str(name) for name in model.classes_], "probabilities": np.asarray(model.predict_proba(rows)).tolist()}


def log_each():
    forest = RandomForestClassifier(25, random_state=0).fit(wine, cultivars)
    yield "sklearn-forest", wine, classes(forest, wine), lambda **common: mlflow.sklearn.log_model(forest, serialization_format="skops", skops_trusted_types=trees, **common)

    columns = ColumnTransformer([("numbers", make_pipeline(SimpleImputer(), StandardScaler()), list(wine.columns)), ("texts", OneHotEncoder(handle_unknown="ignore"), ["soil"])])
    pipeline = make_pipeline(columns, LogisticRegression(max_iter=500)).fit(texts, cultivars)
    yield "sklearn-pipeline", texts, classes(pipeline, texts), lambda **common: mlflow.sklearn.log_model(pipeline, serialization_format="skops", skops_trusted_types=["numpy.dtype"], **common)

    boosted = xgboost.XGBClassifier(n_estimators=20, max_depth=4).fit(wine, cultivars)
    yield "xgboost-classifier", wine, classes(boosted, wine), lambda **common: mlflow.xgboost.log_model(boosted, **common)

    matrix = xgboost.DMatrix(diabetes, label=progression)
    booster = xgboost.train({"max_depth": 3}, matrix, 30)
    yield "xgboost-booster", diabetes, {"values": booster.predict(matrix).tolist()}, lambda **common: mlflow.xgboost.log_model(booster, model_format="json", **common)

    text = lightgbm.train({"objective": "regression", **several}, lightgbm.Dataset(diabetes, label=progression), 30)
    yield "lightgbm-booster", diabetes, {"values": text.predict(diabetes).tolist()}, lambda **common: mlflow.lightgbm.log_model(text, **common)

    multiclass = lightgbm.train({"objective": "multiclass", "num_class": 3, **several}, lightgbm.Dataset(wine, label=cultivars), 15)
    yield "lightgbm-booster-classifier", wine, {"classes": ["0", "1", "2"], "probabilities": multiclass.predict(wine).tolist()}, lambda **common: mlflow.lightgbm.log_model(multiclass, **common)

    wrapped = lightgbm.LGBMClassifier(n_estimators=15, **several).fit(wine, cultivars)
    yield "lightgbm-classifier", wine, classes(wrapped, wine), lambda **common: mlflow.lightgbm.log_model(wrapped, **common)

    cat = catboost.CatBoostRegressor(iterations=30, depth=4, verbose=False, allow_writing_files=False).fit(diabetes, progression)
    yield "catboost", diabetes, {"values": cat.predict(diabetes).tolist()}, lambda **common: mlflow.catboost.log_model(cat, format="json", **common)

    other = RandomForestClassifier(15, random_state=1).fit(wine, cultivars)
    graph = to_onnx(other, wine.to_numpy().astype("float32")[:1], options={"zipmap": False})
    yield "onnx", wine, classes(other, wine), lambda **common: mlflow.onnx.log_model(graph, save_as_external_data=False, **common)


def main():
    client = MlflowClient()
    mlflow.set_experiment("peers")
    logged = []
    # Several formats as versions of one model, in this order.
    movable = ["sklearn-forest", "xgboost-classifier", "lightgbm-booster-classifier", "onnx"]
    each = [one for one in log_each() if len(sys.argv) < 3 or one[0] in movable]
    for name, rows, expected, log in each:
        with mlflow.start_run(run_name=name) as run:
            example = {"input_example": rows.head(3)} if name == "sklearn-pipeline" else {"signature": infer_signature(rows)}
            log(name="model", registered_model_name=name, **requirements, **example)
        client.set_registered_model_alias(name, "champion", "1")
        logged.append({"name": name, "run": run.info.run_id, "columns": list(rows.columns), "rows": json.loads(rows.to_json(orient="values", double_precision=15)), **expected})
    for name, rows, _, log in each:
        if name in movable:
            with mlflow.start_run():
                log(name="model", registered_model_name="moving", signature=infer_signature(rows), **requirements)
    client.set_registered_model_alias("moving", "champion", "1")
    if len(sys.argv) < 3:
        log_refused()
    with open(sys.argv[1], "w") as file:
        json.dump(logged, file)


def log_refused():
    with mlflow.start_run():
        pickled = RandomForestClassifier(2, random_state=0).fit(wine, cultivars)
        mlflow.sklearn.log_model(pickled, name="model", serialization_format="cloudpickle", registered_model_name="pickled")
        binary = catboost.CatBoostRegressor(iterations=2, verbose=False, allow_writing_files=False).fit(diabetes, progression)
        mlflow.catboost.log_model(binary, name="cbm", registered_model_name="cbm")


main()
