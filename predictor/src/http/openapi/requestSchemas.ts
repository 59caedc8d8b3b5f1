import type { Contract } from '../../contract/contract.ts';
import { longestText } from '../routes/predict.ts';
import { valuesOf } from './featureSchemas.ts';
import { exactObject, type JsonSchema, schemaRef } from './jsonSchema.ts';

/** Longest id in a label: an id chosen by the caller, followed by the row's number. */
const longestLabelId = 160;

/** A text without a null character, which PostgreSQL cannot store. */
const pattern = '^[^\\u0000]*$';

const text = (description: string): JsonSchema => ({ type: 'string', minLength: 1, maxLength: longestText, pattern, description });

/** The versions that a request may name, and the bound of a batch. */
export interface RequestBounds {
  readonly versions: readonly string[];
  readonly batchRows: number;
}

/** Bodies of POST /predict, /predict/batch, /explain and /feedback. */
export function requestSchemas(contract: Contract, { versions, batchRows }: RequestBounds): Record<string, JsonSchema> {
  const options = {
    'key?': text('Requests with the same key are answered by the same version, such as a customer number.'),
    'version?': {
      ...text(`The version that answers: ${versions.join(', ')}; chosen by weight when absent.`),
      examples: versions.slice(0, 1),
    },
    'id?': text(
      'Your id of the prediction, for a label that follows later; generated when absent. A repeated id is answered: labels join its newest row.',
    ),
  };
  const label = exactObject(
    {
      id: { type: 'string', minLength: 1, maxLength: longestLabelId, pattern, description: 'Id of the prediction.' },
      actual: actualSchema(contract),
    },
    { description: 'The ground truth of an earlier prediction.' },
  );
  return {
    Row: { anyOf: [schemaRef('NamedRow'), schemaRef('OrderedRow')], description: 'One row: values by feature name, or in order.' },
    PredictRequest: exactObject({ features: schemaRef('Row'), ...options }),
    BatchRequest: exactObject({ instances: { type: 'array', minItems: 1, maxItems: batchRows, items: schemaRef('Row') }, ...options }),
    ExplainRequest: exactObject({
      features: schemaRef('Row'),
      'key?': options['key?'],
      'version?': {
        ...options['version?'],
        description: `The version to explain: ${versions.join(', ')}; the one with most traffic when absent.`,
      },
      'id?': text('Your id; the response repeats it.'),
    }),
    Event: {
      type: 'object',
      properties: {
        id: { type: 'string', maxLength: longestText, description: 'Id of the prediction, for a label that follows later.' },
        features: schemaRef('Row'),
        prediction: { ...actualSchema(contract), description: `The predicted ${contract.target}.` },
        probabilities: { type: 'object', additionalProperties: { type: 'number' }, description: 'Probability of each class.' },
      },
      description: 'A prediction of a model that is served elsewhere, or a CloudEvent.',
    },
    EventsRequest: { anyOf: [schemaRef('Event'), { type: 'array', minItems: 1, maxItems: batchRows, items: schemaRef('Event') }] },
    Label: label,
    FeedbackRequest: { anyOf: [schemaRef('Label'), { type: 'array', minItems: 1, maxItems: batchRows, items: schemaRef('Label') }] },
  };
}

/** A class, in any type of JSON that means one; a number for a regression; null while it is not known. */
function actualSchema({ classes, target }: Contract): JsonSchema {
  const description = `The true ${target}; null while it is not known.`;
  if (classes.length === 0) return { type: ['number', 'null'], description };
  return { enum: [...valuesOf(classes), null], description };
}
