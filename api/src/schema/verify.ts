import Type from 'typebox';
import { configMapSource } from './sources/configMapSource.ts';
import { fileSource } from './sources/fileSource.ts';

/** `verify` of a version: rows with the predictions that its model has to reproduce before it serves. */
export const verifySchema = Type.Object(
  {
    source: Type.Object(
      { configMap: Type.Optional(configMapSource), file: Type.Optional(fileSource) },
      {
        additionalProperties: false,
        description:
          'Where the rows are: JSON `{"rows": [{"features": {NAME: value}, "prediction": …, "probabilities": {CLASS: number}}]}`. ' +
          'A row without a prediction has to be answered with finite numbers.',
        'x-kubernetes-validations': [{ rule: 'has(self.configMap) != has(self.file)', message: 'expected one of configMap and file' }],
      },
    ),
    tolerance: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1,
        description: 'Largest difference of a probability, or of a predicted value relative to its size (at least 1); 0.00001 when absent.',
      }),
    ),
  },
  {
    additionalProperties: false,
    description:
      'Rows with the predictions recorded for them. A version that does not reproduce them is not ready, and never replaces one that is.',
  },
);
