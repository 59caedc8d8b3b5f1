import type { InvalidSample } from './sample.ts';

const url = 'https://mlflow.example.org';

/** Sources of MLflow that a rule rejects. */
export const mlflowRuleSamples: readonly InvalidSample[] = [
  ...[
    { mlflow: { trackingURI: url }, name: 'without a model', message: 'expected one of model and run' },
    {
      mlflow: { trackingURI: url, model: 'a', run: 'b', path: 'c' },
      name: 'of a registry and of a run',
      message: 'expected one of model and run',
    },
    { mlflow: { trackingURI: url, run: 'b' }, name: 'of a run without its path', message: 'expected run and path together' },
    {
      mlflow: { trackingURI: url, model: 'a', alias: 'b', version: '1' },
      name: 'by alias and version',
      message: 'expected a model with at most one of alias, version and stage',
    },
  ].map(({ mlflow, name, message }) => ({
    name: `a model of MLflow ${name}`,
    changes: { 'spec.model.versions.0.source': { mlflow } },
    path: 'spec.model.versions[0].source.mlflow',
    message,
  })),
  {
    name: 'a fallback of a numbered version',
    changes: { 'spec.model.versions.0.source': { mlflow: { trackingURI: url, model: 'a', version: '1', fallback: 'latest' } } },
    path: 'spec.model.versions[0].source.mlflow.fallback',
    message: 'fallback is for an alias or a stage',
  },
];
