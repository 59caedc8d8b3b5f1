import { createHmac, timingSafeEqual } from 'node:crypto';

/** A webhook as it arrived; headers by their names in lower case. */
export interface WebhookDelivery {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

export interface WebhookCheck {
  /** The secret that the webhook was created with. */
  readonly secret: string;
  /** Time of day, in milliseconds. */
  readonly now: number;
}

/** Farthest a delivery's time may be from ours, in seconds: an older one may have been recorded and sent again. */
const mostSecondsApart = 300;

/**
 * Which registered model a webhook of MLflow is about, after a check of its signature: HMAC-SHA256 of "id.timestamp.body", as base64 after `v1,`.
 *
 * @returns the model's name; or why the delivery is not accepted
 *
 * @see https://mlflow.org/docs/latest/ml/webhooks/
 */
export function webhookModel({ headers, body }: WebhookDelivery, { secret, now }: WebhookCheck): { model: string } | { refused: string } {
  const [id, timestamp, signature] = ['delivery-id', 'timestamp', 'signature'].map((name) => headers[`x-mlflow-${name}`]);
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signature !== 'string')
    return {
      refused: 'expected the headers X-MLflow-Delivery-Id, X-MLflow-Timestamp and X-MLflow-Signature: create the webhook with a secret',
    };
  const seconds = Number(timestamp);
  if (!(Math.abs(seconds - now / 1000) <= mostSecondsApart))
    return { refused: `expected a time within ${mostSecondsApart} s of the clock of this server` };
  const expected = createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest();
  const given = signature
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => Buffer.from(one.slice(3), 'base64'));
  if (!given.some((one) => one.length === expected.length && timingSafeEqual(one, expected)))
    return { refused: 'the signature is not the one of this body and the secret of the resource' };
  return modelOf(body);
}

function modelOf(body: Uint8Array): { model: string } | { refused: string } {
  try {
    const { data } = JSON.parse(Buffer.from(body).toString('utf8')) as { data?: { name?: unknown } };
    if (typeof data?.name === 'string') return { model: data.name };
  } catch {
    // Signed, and still not what MLflow sends.
  }
  return { refused: 'expected an event of a registered model, as MLflow sends it' };
}
