"""Files for the drift figures: drift_data.py FOLDER NAME, with the shapes below. Every third number column moves by 0.1."""
import sys
import numpy as np
import pandas as pd

# name: (rows of the reference, rows of the current file, number columns, category columns, kind)
SHAPES = {
    "small": (5_000, 5_000, 9, 3, "csv"),
    "numeric": (50_151, 21_494, 10, 0, "csv"),
    "wide": (1_400, 1_400, 380, 76, "csv"),
    "million": (1_000_000, 1_000_000, 9, 3, "parquet"),
    "ten-million": (10_000_000, 10_000_000, 10, 0, "parquet"),
}
WORDS = ["red", "green", "blue", "white", "black", "grey", "pink"]


def frame(rows, numbers, categories, seed, shift):
    random = np.random.default_rng(seed)
    columns = {}
    for index in range(numbers):
        moved = shift if index % 3 == 0 else 0.0
        if index % 2:
            columns[f"n{index}"] = np.round(random.normal(index * 3 + moved, 1 + index / 5, rows), 6)
        else:
            columns[f"n{index}"] = random.lognormal(1 + moved, 0.7, rows)
    for index in range(categories):
        columns[f"c{index}"] = random.choice(WORDS[: 3 + index % 5], rows)
    return pd.DataFrame(columns)


folder, name = sys.argv[1:]
reference_rows, current_rows, numbers, categories, kind = SHAPES[name]
for side, rows, seed, shift in (("reference", reference_rows, 1, 0.0), ("current", current_rows, 2, 0.1)):
    data = frame(rows, numbers, categories, seed, shift)
    path = f"{folder}/{name}.{side}.{kind}"
    data.to_csv(path, index=False) if kind == "csv" else data.to_parquet(path, index=False)
