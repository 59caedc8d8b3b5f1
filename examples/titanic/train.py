"""Trains the model of this example: a scikit-learn pipeline, saved by skops.

python3 -m venv venv && venv/bin/pip install 'scikit-learn==1.9.1' 'skops==0.16.0' 'pandas==3.1.1' && venv/bin/python train.py

The passengers come with scikit-learn, whose tests hold the whole data set. The same packages give the same files.
"""

import csv, gzip, io, pathlib, re, zipfile
import pandas, sklearn, skops.io
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

here = pathlib.Path(__file__).parent
arff = pathlib.Path(sklearn.__file__).parent / "datasets/tests/data/openml/id_40945/data-v1-dl-16826755.arff.gz"
head, rows = gzip.decompress(arff.read_bytes()).decode().split("@data\n")
names = [line.split("'")[1] for line in head.splitlines() if line.startswith("@attribute")]
passengers = pandas.DataFrame(list(csv.reader(io.StringIO(rows))), columns=names).replace("?", None).dropna(how="all")

numbers, texts = ["age", "sibsp", "parch", "fare"], ["pclass", "sex", "embarked"]
passengers[numbers] = passengers[numbers].astype(float)
passengers["pclass"] = passengers["pclass"].map({"1": "first", "2": "second", "3": "third"})
passengers["survived"] = passengers["survived"].map({"0": "no", "1": "yes"})
passengers = passengers[texts[:2] + numbers + texts[2:] + ["survived"]]

training, rest = train_test_split(passengers, test_size=0.3, random_state=7, stratify=passengers["survived"])
columns = ColumnTransformer([
    ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
    ("texts", make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")), texts),
])
model = Pipeline([("columns", columns), ("boosting", GradientBoostingClassifier(n_estimators=30, random_state=7))])
model.fit(training.drop(columns="survived"), training["survived"])
print("accuracy on the other rows:", round(model.score(rest.drop(columns="survived"), rest["survived"]), 4))

# `skops.io.dump(model, "titanic.skops", compression=zipfile.ZIP_DEFLATED)` is all that is needed. Here the entries are written once more
# without dates, and with the ids of objects counted, so that two runs give the same file.
source, ids = zipfile.ZipFile(io.BytesIO(skops.io.dumps(model))), {}
schema = re.sub(r"\b\d{12,20}(?=\.npy|[,}\s])", lambda id: ids.setdefault(id[0], str(len(ids))), source.read("schema.json").decode())
with zipfile.ZipFile(here / "titanic.skops", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
    for id, number in ids.items():
        if f"{id}.npy" in source.namelist():
            target.writestr(zipfile.ZipInfo(f"{number}.npy"), source.read(f"{id}.npy"), zipfile.ZIP_DEFLATED)
    target.writestr(zipfile.ZipInfo("schema.json"), schema, zipfile.ZIP_DEFLATED)
rest.to_csv(here / "passengers.csv", index=False)
