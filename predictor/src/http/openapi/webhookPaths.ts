import { exactObject, type JsonSchema } from './jsonSchema.ts';
import { json, operation } from './operation.ts';

const signed = [
  ['X-MLflow-Delivery-Id', 'Id of the delivery.'],
  ['X-MLflow-Timestamp', 'Seconds since 1970, within 5 minutes of the clock of this server.'],
  ['X-MLflow-Signature', '`v1,` and the HMAC-SHA256 of "id.timestamp.body" with the secret of the webhook, as base64.'],
] as const;

/** POST /webhooks/mlflow, where a version has `source.mlflow.webhook`. */
export function webhookPaths(model: string): Record<string, JsonSchema> {
  const data = { name: model, alias: 'champion', version: '7' };
  return {
    '/webhooks/mlflow': {
      post: operation({
        id: 'mlflowWebhook',
        tag: 'Service',
        summary: 'Look for a newer version of a registered model now',
        description:
          'For a version with `source.mlflow.webhook`. An event that MLflow signed is a hint: the tracking server is queried now, before the next poll ' +
          'of `refresh`. What is loaded comes from that server, never from the event.',
        parameters: signed.map(([name, description]) => ({ name, in: 'header', required: true, description, schema: { type: 'string' } })),
        body: {
          schema: 'WebhookRequest',
          examples: { moved_alias: { entity: 'model_version_alias', action: 'created', timestamp: '2026-11-30T08:00:00Z', data } },
        },
        responses: { 200: json('The versions that are refreshed', 'WebhookResponse') },
        problems: ['unauthorized', 'too_large'],
        open: true,
      }),
    },
  };
}

/** The bodies of a webhook. */
export function webhookSchemas(): Record<string, JsonSchema> {
  return {
    WebhookRequest: {
      type: 'object',
      description: 'An event of MLflow; members that are not listed are ignored.',
      properties: {
        data: {
          type: 'object',
          properties: { name: { type: 'string', description: 'Name of the registered model.' } },
          required: ['name'],
        },
      },
      required: ['data'],
    },
    WebhookResponse: exactObject({
      refreshing: { type: 'array', items: { type: 'string' }, description: 'Names of the versions that are of this registered model.' },
    }),
  };
}
