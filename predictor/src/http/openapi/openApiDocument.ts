import type { ModelMonitor } from '@modelmonitor/api';
import type { Contract } from '../../contract/contract.ts';
import { dataPaths } from './dataPaths.ts';
import { type ExampleRow, exampleRow } from './exampleRow.ts';
import { rowByNameSchema, rowInOrderSchema } from './featureSchemas.ts';
import type { JsonSchema } from './jsonSchema.ts';
import { openInferencePaths } from './openInferencePaths.ts';
import { openInferenceSchemas } from './openInferenceSchemas.ts';
import { eventPaths, predictionPaths } from './predictionPaths.ts';
import { problemExamples } from './problemExamples.ts';
import { problemSchemas } from './problemSchemas.ts';
import { reportPaths } from './reportPaths.ts';
import { requestSchemas } from './requestSchemas.ts';
import { responseSchemas } from './responseSchemas.ts';
import { servicePaths } from './servicePaths.ts';
import { statusSchema } from './statusSchema.ts';
import { webhookPaths, webhookSchemas } from './webhookPaths.ts';

export interface OpenApiOptions {
  readonly monitor: ModelMonitor;
  /** The contract that requests are validated against. */
  readonly contract: Contract;
  /** Version of this software. */
  readonly version: string;
  /** Whether this port serves /metrics too. */
  readonly withMetrics: boolean;
  /** Usual values by feature name, such as medians of the reference, for the example row. */
  readonly typical?: ExampleRow | undefined;
}

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: JsonSchema;
  readonly tags: readonly JsonSchema[];
  readonly security?: readonly JsonSchema[];
  readonly paths: Readonly<Record<string, JsonSchema>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>;
}

/**
 * The routes of a predictor as OpenAPI 3.1: generated from the contract that requests are validated against, the catalogue of problems and
 * the schema of the report, so that it accepts what the routes accept.
 */
export function openApiDocument({ monitor, contract, version, withMetrics, typical }: OpenApiOptions): OpenApiDocument {
  const { name } = monitor.metadata;
  const example = exampleRow(contract, typical);
  const { auth, feedbackAuth } = monitor.spec.serving;
  const schemes = { ...securitySchemes(auth), ...securitySchemes(feedbackAuth) };
  const guarded = auth !== undefined;
  const webhook = monitor.spec.model.versions.map(({ source }) => source.mlflow).find((mlflow) => mlflow?.webhook !== undefined);
  return {
    openapi: '3.1.0',
    info: {
      title: name,
      version,
      summary: `Predicts ${contract.target} and monitors its own traffic.`,
      description: descriptionOf(monitor, contract),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: ['Predictions', 'Captured rows', 'Drift', 'Open Inference Protocol', 'Service'].map((tag) => ({ name: tag })),
    ...(guarded ? { security: requirements(auth) } : {}),
    paths: {
      ...predictionPaths(contract, example, feedbackAuth === undefined ? undefined : requirements(feedbackAuth)),
      ...(monitor.spec.model.versions.some(({ source }) => source.events !== undefined)
        ? eventPaths(example, contract.classes[0] ?? 0)
        : {}),
      ...dataPaths(),
      ...reportPaths(),
      ...(webhook === undefined ? {} : webhookPaths(webhook.model ?? name)),
      ...openInferencePaths(contract, example, name),
      ...servicePaths(withMetrics),
    },
    components: {
      schemas: schemasOf(monitor, contract),
      examples: examplesOf(contract, example),
      ...(Object.keys(schemes).length > 0 ? { securitySchemes: schemes } : {}),
    },
  };
}

function descriptionOf({ metadata, spec }: ModelMonitor, { task, features, target, classes }: Contract): string {
  const what = task === 'classification' ? `one of ${classes.length} classes` : 'a number';
  const versions = spec.model.versions.map((version) => version.name).join(', ');
  return `ModelMonitor ${metadata.namespace}/${metadata.name}: a ${task} that predicts ${target} (${what}) from ${features.length} features. Versions: ${versions}.`;
}

function schemasOf({ spec }: ModelMonitor, contract: Contract): Record<string, JsonSchema> {
  const versions = spec.model.versions.map(({ name }) => name);
  return {
    NamedRow: rowByNameSchema(contract),
    OrderedRow: rowInOrderSchema(contract),
    ...requestSchemas(contract, { versions, batchRows: spec.serving.limits.batchRows }),
    ...responseSchemas(contract),
    Status: statusSchema(),
    ...problemSchemas,
    ...openInferenceSchemas,
    ...(spec.model.versions.some(({ source }) => source.mlflow?.webhook !== undefined) ? webhookSchemas() : {}),
  };
}

/** An example of each problem, in the form of /predict and in that of the Open Inference Protocol. */
function examplesOf(contract: Contract, example: ExampleRow): Record<string, JsonSchema> {
  const entries = Object.entries(problemExamples(contract, example)).flatMap(([kind, details]): [string, JsonSchema][] => [
    [`Problem.${kind}`, { summary: details.title, value: details }],
    [`InferenceProblem.${kind}`, { summary: details.title, value: { ...details, error: details.detail } }],
  ]);
  return Object.fromEntries(entries);
}

type Credentials = ModelMonitor['spec']['serving']['auth'];

function securitySchemes({ basic, bearer }: NonNullable<Credentials> = {}): Record<string, JsonSchema> {
  return {
    ...(basic === undefined ? {} : { basic: { type: 'http', scheme: 'basic' } }),
    ...(bearer === undefined ? {} : { bearer: { type: 'http', scheme: 'bearer' } }),
  };
}

/** One of the schemes is enough. */
function requirements(credentials: Credentials): JsonSchema[] {
  return Object.keys(securitySchemes(credentials)).map((scheme) => ({ [scheme]: [] }));
}
