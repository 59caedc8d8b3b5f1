import { parseMlmodel } from './mlmodelFile.ts';

const pyfunc = '  python_function:\n    loader_module: mlflow.x\n    model_path: model.pkl\n';

// Flavors as MLflow 3.17 writes them; .xgb and the absent format are of MLflow 1.
test.each([
  {
    name: 'sklearn',
    yaml: '  sklearn:\n    pickled_model: model.skops\n    serialization_format: skops\n    sklearn_version: 1.9.1\n',
    file: 'model.skops',
  },
  { name: 'xgboost', yaml: '  xgboost:\n    data: model.ubj\n    model_format: ubj\n', file: 'model.ubj' },
  { name: 'xgboost', yaml: '  xgboost:\n    data: model.xgb\n', file: 'model.xgb' },
  { name: 'lightgbm', yaml: '  lightgbm:\n    data: model.lgb\n    serialization_format: skops\n', file: 'model.lgb' },
  { name: 'lightgbm', yaml: '  lightgbm:\n    data: model.skops\n    serialization_format: skops\n', file: 'model.skops' },
  { name: 'onnx', yaml: '  onnx:\n    data: model.onnx\n    onnx_version: 1.23.2\n', file: 'model.onnx' },
  { name: 'catboost', yaml: '  catboost:\n    data: model.cb\n    save_format: json\n', file: 'model.cb' },
  { name: 'modelmonitor', yaml: '  modelmonitor:\n    data: model.json\n', file: 'model.json' },
])('the flavor $name has its model in $file', ({ name, yaml, file }) => {
  expect(parseMlmodel(`flavors:\n${pyfunc}${yaml}`)).toMatchObject({ flavor: name, file });
});

test('a flavor that is a pickle gives way to one that can be read', () => {
  const yaml = '  sklearn:\n    pickled_model: model.pkl\n    serialization_format: cloudpickle\n  onnx:\n    data: model.onnx\n';
  expect(parseMlmodel(`flavors:\n${yaml}`)).toMatchObject({ flavor: 'onnx', file: 'model.onnx' });
});

test.each([
  {
    yaml: '  sklearn:\n    pickled_model: model.pkl\n',
    message:
      'the model of flavor sklearn is a pickle (model.pkl), which runs code when it is read: log it with mlflow.sklearn.log_model(model, name="model", serialization_format="skops"',
  },
  {
    yaml: '  lightgbm:\n    data: model.pkl\n',
    message: 'is a pickle (model.pkl), which runs code when it is read: log it with mlflow.lightgbm.log_model(model.booster_',
  },
  { yaml: '  sklearn:\n    pickled_model: model\n    serialization_format: cloudpickle\n', message: 'is a pickle (model)' },
  {
    yaml: '  catboost:\n    data: model.cb\n    save_format: cbm\n',
    message:
      'is a binary CatBoost model (model.cb), which only CatBoost reads: log it with mlflow.catboost.log_model(model, name="model", format="json")',
  },
  { yaml: '  pytorch:\n    model_data: data\n', message: 'got the flavors pytorch: convert it to ONNX' },
  { yaml: pyfunc, message: 'got only python_function, which runs code of the model' },
  {
    yaml: '  onnx:\n    data: ../model.onnx\n',
    message: 'expected the flavor onnx of the MLmodel to name a file of its folder, got "../model.onnx"',
  },
  { yaml: '  onnx:\n    data: /etc/passwd\n', message: 'got "/etc/passwd"' },
  { yaml: '  onnx:\n    data: 7\n', message: 'got 7' },
])('refused: $message', ({ yaml, message }) => {
  expect(() => parseMlmodel(`flavors:\n${yaml}`)).toThrow(message);
});

test.each([
  { text: '<!doctype html>', message: 'expected an MLmodel file with flavors, got other text' },
  { text: 'a: [', message: 'expected an MLmodel file in YAML, got other text' },
  { text: 'flavors: 3', message: 'expected an MLmodel file with flavors, got other YAML' },
  // Each list holds the one before ten times.
  {
    text: ['a0: &a0 [1]', ...Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(',')}]`)].join(
      '\n',
    ),
    message: 'Excessive alias count',
  },
])('$text is no MLmodel', ({ text, message }) => {
  expect(() => parseMlmodel(text)).toThrow(message);
});

test('signature and example are read', () => {
  const inputs = `'[{"type": "double", "name": "age", "required": true}, {"type": "string", "name": "soil",\n    "required": false}]'`;
  const text = `flavors:\n  onnx:\n    data: model.onnx\nrun_id: f44a\nsaved_input_example_info:\n  artifact_path: input_example.json\nsignature:\n  inputs: ${inputs}\n  outputs: null\n`;
  expect(parseMlmodel(text)).toMatchObject({
    inputExample: 'input_example.json',
    signature: {
      columns: [
        { name: 'age', type: 'double', required: true },
        { name: 'soil', type: 'string', required: false },
      ],
    },
  });
});
