"""Tables to train on, and scikit-learn's forest on one of them.

training.py write FOLDER: writes NAME.csv of each. training.py fit FOLDER NAME: prints processor seconds and the score on a fifth of the rows.
"""
import csv
import json
import sys
import time
from pathlib import Path

from sklearn import datasets
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.model_selection import train_test_split

tables = {
    "classes": lambda: datasets.make_classification(10_000, 15, n_informative=8, n_redundant=3, n_classes=5, random_state=1),
    "friedman": lambda: datasets.make_friedman1(10_000, 15, noise=1, random_state=1),
    "digits": lambda: datasets.load_digits(return_X_y=True),
    "breast-cancer": lambda: datasets.load_breast_cancer(return_X_y=True),
    "diabetes": lambda: datasets.load_diabetes(return_X_y=True),
}

command, folder = sys.argv[1], Path(sys.argv[2])
if command == "write":
    for name, table in tables.items():
        values, target = table()
        with open(folder / f"{name}.csv", "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([*(f"x{index}" for index in range(values.shape[1])), "target"])
            writer.writerows([*(round(float(value), 6) for value in row), label.item()] for row, label in zip(values, target))
else:
    values, target = tables[sys.argv[3]]()
    began = time.process_time()
    regression = sys.argv[3] in ("friedman", "diabetes")
    parts = train_test_split(values, target, test_size=0.2, random_state=42, stratify=None if regression else target)
    forest = (RandomForestRegressor if regression else RandomForestClassifier)(100, random_state=42, n_jobs=1)
    score = forest.fit(parts[0], parts[2]).score(parts[1], parts[3])
    print(json.dumps({"seconds": time.process_time() - began, "score": score}))
