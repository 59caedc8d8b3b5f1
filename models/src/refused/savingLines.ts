const skops = 'skops.io.dump(model, "model.skops")';
const onnx = 'skl2onnx.to_onnx(model, X[:1].astype("float32"), options={"zipmap": False})';

/** The line of Python that saves a model so that it can be read, by the library that trained it. */
const lines: Readonly<Record<string, string>> = {
  sklearn: `${skops}, or ${onnx}`,
  xgboost: 'model.save_model("model.ubj")',
  lightgbm: 'booster.save_model("model.txt"), where booster is model.booster_ of an LGBMClassifier or LGBMRegressor',
  catboost: 'model.save_model("model.json", format="json")',
  torch: 'torch.onnx.export(model, X, "model.onnx")',
  keras: 'tf2onnx.convert.from_keras(model, output_path="model.onnx")',
  tensorflow: 'python -m tf2onnx.convert --saved-model FOLDER --output model.onnx',
};

/** What files of R (RDS, RData) are, packed or not. */
export const savedByR =
  'the file is saved by R (RDS or RData); save the model in its own format, such as xgb.save(model, "model.ubj") or lgb.save(model, "model.txt")';

/** The names of these libraries for people. */
const titles: Readonly<Record<string, string>> = {
  sklearn: 'scikit-learn',
  xgboost: 'XGBoost',
  lightgbm: 'LightGBM',
  catboost: 'CatBoost',
  torch: 'PyTorch',
  keras: 'Keras',
  tensorflow: 'TensorFlow',
};

export function savingLine(library: string | undefined): string {
  const line = library !== undefined && Object.hasOwn(lines, library) ? lines[library] : undefined;
  return line ?? `${skops} (scikit-learn), model.save_model("model.ubj") (XGBoost), or ONNX`;
}

export function libraryTitle(library: string): string {
  return (Object.hasOwn(titles, library) ? titles[library] : undefined) ?? library;
}
