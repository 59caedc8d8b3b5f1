"""Trains the model of this example: XGBoost with categories, saved as UBJSON.

python3 -m venv venv && venv/bin/pip install 'xgboost==3.2.0' 'pandas==3.1.1' 'palmerpenguins==0.1.6' 'scikit-learn==1.9.1' && venv/bin/python train.py

The penguins come with the package palmerpenguins. The same packages give the same files.
"""

import pathlib
from palmerpenguins import load_penguins
from sklearn.model_selection import train_test_split
from xgboost import XGBClassifier

here = pathlib.Path(__file__).parent
penguins = load_penguins().drop(columns="year")
for name in ["island", "sex"]:
    penguins[name] = penguins[name].astype("category")
species = sorted(penguins["species"].unique())

training, rest = train_test_split(penguins, test_size=0.4, random_state=7, stratify=penguins["species"])
model = XGBClassifier(n_estimators=20, max_depth=3, learning_rate=0.3, enable_categorical=True, random_state=7, n_jobs=1)
features = [name for name in penguins.columns if name != "species"]
# XGBoost takes classes as numbers and keeps no names: the order of the alphabet is what `modelmonitor import` finds.
model.fit(training[features], training["species"].map(species.index))
right = model.predict(rest[features]) == rest["species"].map(species.index)
print("accuracy on the other rows:", round(right.mean(), 4))

model.save_model(here / "penguins.ubj")
rest[features + ["species"]].to_csv(here / "penguins.csv", index=False)
