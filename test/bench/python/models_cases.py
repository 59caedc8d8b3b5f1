"""How a library answers the packed cases of models/fixtures: per case exact, refused or wrong, and processor time per row asked alone, as JSON."""

import json
import pathlib
import sys
import time
import warnings

import numpy
import pandas

engine, folder, *formats = sys.argv[1:]
warnings.filterwarnings("ignore")


def frame_of(case):
    table = pandas.DataFrame(case["rows"]["rows"], columns=case["rows"]["columns"])
    for feature in case["meta"]["features"]:
        name = feature["name"]
        if feature["type"] == "numeric":
            table[name] = table[name].astype(float)
    return table[[feature["name"] for feature in case["meta"]["features"]]]


def categorical(table, case):
    """Texts as categories in the order that the case lists."""
    table = table.copy()
    for feature in case["meta"]["features"]:
        if feature["type"] == "categorical":
            table[feature["name"]] = pandas.Categorical(table[feature["name"]], categories=feature.get("values"))
    return table


def codes(table, case):
    table = categorical(table, case)
    for name in table.columns:
        if isinstance(table[name].dtype, pandas.CategoricalDtype):
            table[name] = table[name].cat.codes.astype(float).replace(-1.0, numpy.nan)
    return table.to_numpy(dtype=float)


def expected_of(case, kind):
    columns = case["expected"]["columns"]
    places = [place for place, column in enumerate(columns) if column.split(":")[0] == kind]
    return numpy.array([[row[place] for place in places] for row in case["expected"]["rows"]], dtype=float) if places else None


def xgboost_answers(path, case):
    import xgboost

    booster = xgboost.Booster({"nthread": 1}, model_file=str(path))
    table = frame_of(case)
    has_categories = any(feature["type"] == "categorical" for feature in case["meta"]["features"])
    # What the saving class does: XGBClassifier and XGBRegressor stop after the best iteration.
    saved = booster.attributes()
    stop = int(saved["best_iteration"]) + 1 if "scikit_learn" in saved and "best_iteration" in saved else 0

    def predict(first, end):
        rows = table.iloc[first:end]
        if has_categories:
            matrix = xgboost.DMatrix(categorical(rows, case), enable_categorical=True)
        else:
            matrix = xgboost.DMatrix(rows.to_numpy(dtype=float), feature_names=booster.feature_names)
        return booster.predict(matrix, output_margin=True, iteration_range=(0, stop))

    return predict, expected_of(case, "raw")


def lightgbm_answers(path, case):
    import lightgbm

    booster = lightgbm.Booster(params={"num_threads": 1, "verbose": -1}, model_file=str(path))
    table = categorical(frame_of(case), case)
    return lambda first, end: booster.predict(table.iloc[first:end], raw_score=True, num_threads=1), expected_of(case, "raw")


def treelite_answers(path, case):
    import treelite

    load = treelite.frontend.load_lightgbm_model if path.suffix == ".txt" else treelite.frontend.load_xgboost_model
    model = load(path)
    rows = codes(frame_of(case), case).astype(float if path.suffix == ".txt" else numpy.float32)
    if case["meta"].get("params", {}).get("boosting") != "rf":
        return lambda first, end: treelite.gtil.predict(model, rows[first:end], nthread=1, pred_margin=True), expected_of(case, "raw")
    # Raw scores of a random forest are sums; treelite divides them by the number of trees, as the prediction does.
    return lambda first, end: treelite.gtil.predict(model, rows[first:end], nthread=1).reshape(-1), expected_of(case, "p")[:, 1]


def catboost_answers(path, case):
    import catboost

    model = catboost.CatBoost()
    model.load_model(str(path), format="json")
    table = frame_of(case)
    for feature in case["meta"]["features"]:
        if feature["type"] == "categorical":
            table[feature["name"]] = table[feature["name"]].fillna("nan")
    return lambda first, end: model.predict(table.iloc[first:end], prediction_type="RawFormulaVal", thread_count=1), expected_of(case, "raw")


def sklearn_answers(path, case):
    import skops.io

    model = skops.io.load(path, trusted=skops.io.get_untrusted_types(file=path))
    table = frame_of(case)
    table = table if hasattr(model, "feature_names_in_") else table.to_numpy(dtype=float)
    shares = expected_of(case, "p")
    if shares is None:
        return lambda first, end: model.predict(table[first:end]), expected_of(case, "prediction")
    names = [column[2:] for column in case["expected"]["columns"] if column.startswith("p:")]
    classes = [str(name) for name in model.classes_]
    # A model trained on class numbers has them in the order of the case.
    order = [classes.index(name) for name in names] if set(classes) == set(names) else range(len(names))
    return lambda first, end: model.predict_proba(table[first:end])[:, order], shares


def onnxruntime_answers(path, case):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    table = frame_of(case)
    types = {"tensor(float)": numpy.float32, "tensor(double)": float, "tensor(int64)": numpy.int64, "tensor(bool)": bool}
    inputs = session.get_inputs()

    def cells(name, kind):
        column = table[name]
        if kind == "tensor(string)":
            return column.where(column.notna(), "").astype(str).to_numpy(dtype=object).reshape(-1, 1)
        return column.to_numpy().astype(types[kind]).reshape(-1, 1)

    if len(inputs) == 1 and len(table.columns) > 1:
        feeds = {inputs[0].name: table.to_numpy(dtype=types[inputs[0].type])}
    else:
        feeds = {item.name: cells(item.name, item.type) for item in inputs}
    shares = expected_of(case, "p")

    def predict(first, end):
        outputs = session.run(None, {name: value[first:end] for name, value in feeds.items()})
        if shares is None:
            return outputs[0]
        if len(outputs) > 2:
            return numpy.column_stack(outputs[1:])
        if isinstance(outputs[1], list):
            return numpy.array([list(row.values()) for row in outputs[1]])
        return outputs[1]

    return predict, expected_of(case, "prediction") if shares is None else shares


engines = {
    "xgboost": xgboost_answers,
    "lightgbm": lightgbm_answers,
    "treelite": treelite_answers,
    "catboost": catboost_answers,
    "scikit-learn": sklearn_answers,
    "onnxruntime": onnxruntime_answers,
}


def microseconds(predict, count):
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for row in range(count):
            predict(row, row + 1)
        best = min(best, (time.process_time() - start) / count * 1e6)
    return best


def outcome_of(path, case):
    try:
        predict, expected = engines[engine](path, case)
        answers = numpy.asarray(predict(0, len(case["rows"]["rows"])), dtype=float)
    except Exception as error:
        return {"outcome": "refused", "reason": str(error)[:200]}
    if expected is None:
        return {"outcome": "wrong", "reason": "an answer to a file that is to be refused"}
    answers = answers.reshape(expected.shape) if answers.size == expected.size else numpy.full(expected.shape, numpy.nan)
    # Libraries may add float32 numbers in another order.
    limit = max(1e-5, case["meta"]["absoluteTolerance"]) + max(1e-5, case["meta"]["relativeTolerance"]) * numpy.abs(expected)
    wrong = ~(numpy.abs(answers - expected) <= limit)
    if wrong.any():
        return {"outcome": "wrong", "reason": f"{wrong.sum()} numbers, by up to {numpy.nanmax(numpy.abs(answers - expected)):.2g}"}
    return {"outcome": "exact", "microseconds": microseconds(predict, min(50, len(expected)))}


def resident_bytes():
    status = pathlib.Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) * 1024


results = {}
for directory in sorted(pathlib.Path(folder).iterdir()):
    case = json.loads((directory / "case.json").read_text())
    if case["meta"]["format"] in formats:
        results[directory.name] = outcome_of(directory / case["file"], case)
print(json.dumps({"cases": results, "resident": resident_bytes()}))
