"""Trains models for MLServer and for a FastAPI application, and writes rows with what scikit-learn answers: DIRECTORY."""

import json
import os
import sys

import joblib
import numpy as np
import pandas as pd
import xgboost
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_wine
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

folder = sys.argv[1]


def settings(name, implementation, file, **parameters):
    text = {"name": name, "implementation": implementation, "parameters": {"uri": f"./{file}", **parameters}}
    with open(f"{folder}/{name}/model-settings.json", "w") as out:
        json.dump(text, out)


for name in ["wine", "towns", "boosted"]:
    os.makedirs(f"{folder}/{name}", exist_ok=True)

data = load_wine(as_frame=True)
X, y = data.data.iloc[:, :3], data.target
forest = RandomForestClassifier(20, random_state=0).fit(X.values, y)
joblib.dump(forest, f"{folder}/wine/model.joblib")
settings("wine", "mlserver_sklearn.SKLearnModel", "model.joblib")

boosted = xgboost.XGBRegressor(n_estimators=20, max_depth=3).fit(X.values, y)
boosted.save_model(f"{folder}/boosted/model.json")
settings("boosted", "mlserver_xgboost.XGBoostModel", "model.json")

random = np.random.default_rng(0)
towns = pd.DataFrame({"age": random.normal(40, 10, 300), "town": random.choice(["rome", "paris", "oslo"], 300)})
target = np.where((towns.age > 40) ^ (towns.town == "rome"), "yes", "no")
columns = ColumnTransformer([("n", SimpleImputer(), ["age"]), ("c", OneHotEncoder(handle_unknown="ignore"), ["town"])])
pipeline = make_pipeline(columns, RandomForestClassifier(10, random_state=0)).fit(towns, target)
joblib.dump(pipeline, f"{folder}/towns/model.joblib")
settings("towns", "mlserver_sklearn.SKLearnModel", "model.joblib")
with open(f"{folder}/towns/model-settings.json") as file:
    described = json.load(file)
described["parameters"]["content_type"] = "pd"
with open(f"{folder}/towns/model-settings.json", "w") as out:
    json.dump(described, out)

rows = X.iloc[::20]
some = pd.DataFrame({"age": [20.0, None, 55.5], "town": ["rome", "oslo", "paris"]})
with open(f"{folder}/expected.json", "w") as out:
    json.dump(
        {
            "wine": {"rows": rows.values.tolist(), "answers": forest.predict_proba(rows.values).tolist()},
            "boosted": {"rows": rows.values.tolist(), "answers": boosted.predict(rows.values).tolist()},
            "towns": {"rows": json.loads(some.to_json(orient="values")), "answers": pipeline.predict_proba(some).tolist()},
        },
        out,
    )
