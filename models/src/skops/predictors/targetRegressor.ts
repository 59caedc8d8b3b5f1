import { normalSurvival } from '@modelmonitor/stats';
import type { Fields } from '../schema/fields.ts';
import { isPy } from '../schema/pyValue.ts';
import type { CompilePredictor } from '../step.ts';
import { numberFunction } from '../transforms/functionTransformer.ts';
import { inversePower } from '../transforms/powerTransformer.ts';
import { interpolate } from './interpolate.ts';

/** A regressor of a transformed target: its predictions are transformed back. */
export const targetRegressor: CompilePredictor = (input) => {
  const { fields, compile } = input;
  const regressor = compile.predictor({ ...input, fields: fields.inside(fields.value('regressor_'), 'regressor_') });
  const inverse = inverseOf(fields.inside(fields.value('transformer_'), 'transformer_'));
  const attribution = regressor.attribution?.scale === 'value' ? { ...regressor.attribution, scale: 'margin' as const } : undefined;
  return {
    predict: (rows, count) => ({ values: regressor.predict(rows, count).values.map(inverse) }),
    margins: { outputs: 1, compute: (rows, count) => regressor.predict(rows, count).values },
    ...(attribution === undefined ? {} : { attribution }),
  };
};

function inverseOf(transformer: Fields): (value: number) => number {
  const one = (name: string, isUsed = true): number | undefined =>
    isUsed && transformer.has(name) ? transformer.numbers(name, 1)[0] : undefined;
  switch (transformer.className) {
    case 'FunctionTransformer':
      return numberFunction(transformer, 'inverse_func');
    case 'StandardScaler':
      return linearInverse(one('scale_', transformer.flag('with_std', true)), one('mean_', transformer.flag('with_mean', true)));
    case 'RobustScaler':
      return linearInverse(one('scale_', transformer.flag('with_scaling', true)), one('center_', transformer.flag('with_centering', true)));
    case 'MaxAbsScaler':
      return linearInverse(one('scale_'), undefined);
    case 'MinMaxScaler': {
      const [scale = 1, lowest = 0] = [one('scale_'), one('min_')];
      return (value) => (value - lowest) / scale;
    }
    case 'PowerTransformer':
      return inversePower(transformer);
    case 'QuantileTransformer':
      return inverseQuantiles(transformer);
    case 'Pipeline': {
      const steps = transformer.list('steps').map((step) => (Array.isArray(step) ? step[1] : undefined));
      const inverses = steps
        .filter((step) => isPy(step, 'object'))
        .map((step, index) => inverseOf(transformer.inside(step, `steps[${index}]`)));
      return (value) => inverses.reduceRight((result, inverse) => inverse(result), value);
    }
    default:
      throw transformer.unsupported(`${transformer.className} as the transformer of a target`);
  }
}

function linearInverse(scale = 1, offset = 0): (value: number) => number {
  return (value) => value * scale + offset;
}

function inverseQuantiles(fields: Fields): (value: number) => number {
  const isNormal = fields.choice('output_distribution', ['uniform', 'normal'], 'uniform') === 'normal';
  const references = fields.numbers('references_');
  const quantiles = fields.numbers('quantiles_', references.length);
  if (!isNormal) return (value) => interpolate(value, references, quantiles);
  const [lowest, highest] = [quantiles[0] as number, quantiles.at(-1) as number];
  return (value) => {
    const share = 1 - normalSurvival(value);
    if (share - 1e-7 < 0) return lowest;
    return share + 1e-7 > 1 ? highest : interpolate(share, references, quantiles);
  };
}
