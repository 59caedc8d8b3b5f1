import type { Router } from '@koa/router';
import type { ModelMonitor, Version } from '@modelmonitor/api';
import { type Sources, webhookModel } from '@modelmonitor/sources';
import { ProblemError } from '../../problem.ts';
import { readBytes, writeJson } from '../exchange.ts';

export interface MlflowWebhookOptions {
  readonly monitor: () => ModelMonitor;
  readonly readSecret: Sources['readSecret'];
  /** Looks for newer bytes of versions. */
  readonly refresh: (names: ReadonlySet<string>) => Promise<void>;
  /** Runs a task after the response. */
  readonly later: (task: () => Promise<void>) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Largest body of a webhook, in bytes; MLflow sends some hundred. */
const mostBytes = 64 * 1024;

/**
 * POST /webhooks/mlflow: an event of a registered model, taken as a hint to look for newer bytes now instead of at the next poll. It carries
 * its own signature, so that no credentials of callers are needed; what is loaded comes from the tracking server, never from the body.
 */
export function mlflowWebhookRoute(router: Router, { monitor, readSecret, refresh, later, now }: MlflowWebhookOptions): void {
  router.post('/webhooks/mlflow', async (context) => {
    const signed = monitor().spec.model.versions.filter(({ source }) => source.mlflow?.webhook !== undefined);
    if (signed.length === 0) throw new ProblemError('not_found', 'no version of the model has source.mlflow.webhook');
    const delivery = { headers: context.req.headers, body: await readBytes(context, mostBytes) };
    const outcomes = await Promise.all(
      signed.map(async (version) => ({ version, ...webhookModel(delivery, { secret: await secretOf(version, readSecret), now: now() }) })),
    );
    const accepted = outcomes.flatMap(({ version, ...outcome }) => ('model' in outcome ? [{ version, model: outcome.model }] : []));
    const [refused] = outcomes.flatMap((outcome) => ('refused' in outcome ? [outcome.refused] : []));
    if (accepted.length === 0) throw new ProblemError('unauthorized', refused ?? 'the webhook is not signed');
    const names = accepted.filter(({ version, model }) => version.source.mlflow?.model === model).map(({ version }) => version.name);
    if (names.length > 0) later(() => refresh(new Set(names)));
    writeJson(context, { refreshing: names });
  });
}

async function secretOf({ source }: Version, readSecret: Sources['readSecret']): Promise<string> {
  const reference = source.mlflow?.webhook?.secretRef ?? { name: '', key: '' };
  return (await readSecret(reference)).replace(/[\r\n]+$/, '');
}
