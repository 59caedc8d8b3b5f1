import { type ProblemKind, problemKinds } from '../../problem.ts';
import { type JsonSchema, schemaRef } from './jsonSchema.ts';

/** The description of a route. */
export interface OperationShape {
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly JsonSchema[];
  readonly body?: {
    readonly schema: string;
    readonly examples: Readonly<Record<string, unknown>>;
    /** Other content types. */
    readonly content?: Readonly<Record<string, JsonSchema>>;
  };
  /** Successful responses by status, each with its content type and schema. */
  readonly responses: Readonly<Record<string, ResponseShape>>;
  readonly problems?: readonly ProblemKind[];
  /** Schema of the refusals. */
  readonly problemSchema?: string;
  /** Whether it needs no credentials. */
  readonly open?: boolean;
}

export interface ResponseShape {
  readonly description: string;
  readonly content: Readonly<Record<string, JsonSchema>>;
}

/** A response in JSON. */
export function json(description: string, schema: string): ResponseShape {
  return { description, content: { 'application/json': schemaRef(schema) } };
}

/** A parameter of the query, which may be left out. */
export function queryParameter(name: string, description: string, schema: JsonSchema = { type: 'string' }): JsonSchema {
  return { name, in: 'query', required: false, description, schema };
}

/** A path parameter. */
export function pathParameter(name: string, description: string): JsonSchema {
  return { name, in: 'path', required: true, description, schema: { type: 'string' } };
}

/** Problems of every route that reads a body. */
export const bodyProblems = [
  'malformed_json',
  'too_large',
  'overloaded',
  'wrong_content_type',
  'wrong_shape',
  'cross_site',
] as const satisfies readonly ProblemKind[];

/** The operation object of a route. */
export function operation({
  id,
  tag,
  summary,
  description,
  parameters,
  body,
  responses,
  problems = [],
  problemSchema = 'Problem',
  open = false,
}: OperationShape): JsonSchema {
  const guarded: readonly ProblemKind[] = open ? problems : [...problems, 'unauthorized'];
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: schemaRef(body.schema), examples: examplesByName(body.examples) },
              ...body.content,
            },
          },
        }),
    responses: {
      ...Object.fromEntries(Object.entries(responses).map(([status, response]) => [status, responseObject(response)])),
      ...problemResponses(guarded, problemSchema),
    },
    ...(open ? { security: [] } : {}),
  };
}

function examplesByName(examples: Readonly<Record<string, unknown>>): JsonSchema {
  return Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { summary: name.replaceAll('_', ' '), value }]));
}

function responseObject({ description, content }: ResponseShape): JsonSchema {
  return { description, content: Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, { schema }])) };
}

/** One response per status, with an example of each kind that has it. */
function problemResponses(kinds: readonly ProblemKind[], schema: string): JsonSchema {
  const byStatus = Map.groupBy(kinds, (kind) => problemKinds[kind].status);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      status,
      {
        description: same.map((kind) => problemKinds[kind].title).join('; '),
        content: {
          'application/problem+json': {
            schema: schemaRef(schema),
            examples: Object.fromEntries(same.map((kind) => [kind, { $ref: `#/components/examples/${schema}.${kind}` }])),
          },
        },
      },
    ]),
  );
}
