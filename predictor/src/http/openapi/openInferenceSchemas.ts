import { exactObject, type JsonSchema, schemaRef } from './jsonSchema.ts';

const text: JsonSchema = { type: 'string' };
const open = (schema: JsonSchema): JsonSchema => ({ ...schema, additionalProperties: true });
const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

const datatype: JsonSchema = {
  type: 'string',
  enum: ['BOOL', 'UINT8', 'UINT16', 'UINT32', 'UINT64', 'INT8', 'INT16', 'INT32', 'INT64', 'FP16', 'BF16', 'FP32', 'FP64', 'BYTES'],
};

const shape = list({ type: 'integer', minimum: -1 });

const optionalText: JsonSchema = { type: ['string', 'null'], maxLength: 128 };

const parameters: JsonSchema = {
  type: ['object', 'null'],
  properties: { key: { ...optionalText, description: 'Requests with the same key are answered by the same version.' } },
};

/** Messages of the Open Inference Protocol; it allows additional members, so most of them are open. */
export const openInferenceSchemas: Readonly<Record<string, JsonSchema>> = {
  ServerMetadata: open(exactObject({ name: text, version: text, extensions: list(text) })),
  ServerLive: open(exactObject({ live: { type: 'boolean' } })),
  ServerReady: open(exactObject({ ready: { type: 'boolean' } })),
  ModelReady: open(exactObject({ ready: { type: 'boolean' } })),
  TensorMetadata: open(exactObject({ name: text, datatype, shape })),
  ModelMetadata: open(
    exactObject({
      name: text,
      'versions?': list(text),
      platform: text,
      inputs: list(schemaRef('TensorMetadata')),
      outputs: list(schemaRef('TensorMetadata')),
      'parameters?': open(
        exactObject(
          { version: text, format: text, sha256: text, source: text, loaded_at: { type: 'string', format: 'date-time' } },
          { description: 'The model that answers: version, format, SHA-256 of its file, where it comes from, when it was loaded.' },
        ),
      ),
    }),
  ),
  Tensor: open(
    exactObject(
      {
        name: text,
        shape: { ...list({ type: 'integer', minimum: 0 }), minItems: 1, maxItems: 2 },
        datatype,
        'data?': { type: 'array', items: {} },
        'parameters?': {
          type: ['object', 'null'],
          properties: {
            binary_data_size: { type: 'integer', minimum: 0, description: 'Bytes of the data behind the JSON, instead of data.' },
          },
        },
      },
      { description: 'Data nested by the shape, or flat in row-major order.' },
    ),
  ),
  InferRequest: open(
    exactObject({
      'id?': { ...optionalText, description: 'Your id of the prediction, for a label that follows later.' },
      'parameters?': parameters,
      inputs: { ...list(schemaRef('Tensor')), minItems: 1 },
      'outputs?': { type: ['array', 'null'], items: open(exactObject({ name: text })), description: 'Requested outputs; all when absent.' },
    }),
  ),
  InferResponse: open(
    exactObject({
      'id?': text,
      model_name: text,
      model_version: text,
      parameters: open(exactObject({ ids: { ...list(text), description: 'Id of each row, for POST /feedback.' } })),
      outputs: list(schemaRef('Tensor')),
    }),
  ),
};
