"""Trains the model of this example and registers it in MLflow: LightGBM, with the alias champion.

python3 -m venv venv && venv/bin/pip install 'mlflow==3.17.2' 'lightgbm==4.7.0' 'scikit-learn==1.9.1' 'pandas==3.1.1'
venv/bin/mlflow server --port 5000 &
MLFLOW_TRACKING_URI=http://127.0.0.1:5000 venv/bin/python train.py

The measurements come with scikit-learn. The same packages give the same file and the same model.
"""

import pathlib
import mlflow
from lightgbm import LGBMClassifier
from mlflow.models import infer_signature
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

here = pathlib.Path(__file__).parent
data = load_breast_cancer(as_frame=True)
tumours = data.data.rename(columns=lambda name: name.replace(" ", "_"))
tumours = tumours[[name for name in tumours.columns if name.startswith("mean_")]]
tumours["diagnosis"] = data.target.map(dict(enumerate(data.target_names)))

training, rest = train_test_split(tumours, test_size=0.4, random_state=7, stratify=tumours["diagnosis"])
model = LGBMClassifier(n_estimators=40, num_leaves=7, learning_rate=0.1, random_state=7, n_jobs=1, verbose=-1)
features = training.drop(columns="diagnosis")
model.fit(features, training["diagnosis"])
print("accuracy on the other rows:", round(model.score(rest.drop(columns="diagnosis"), rest["diagnosis"]), 4))

mlflow.set_experiment("tumours")
with mlflow.start_run():
    logged = mlflow.lightgbm.log_model(
        model.booster_, name="model", signature=infer_signature(features), registered_model_name="tumours"
    )
mlflow.MlflowClient().set_registered_model_alias("tumours", "champion", logged.registered_model_version)
rest.to_csv(here / "tumours.csv", index=False)
