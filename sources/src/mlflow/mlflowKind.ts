import type { HttpClient } from '@modelmonitor/http';
import { readThroughCache } from '../cache/readThroughCache.ts';
import { SourceError } from '../errors.ts';
import { retryableStatuses } from '../http/download.ts';
import { authHeaders, certificatesOf } from '../http/requestAuth.ts';
import type { SourceContext, SourceKind, SourceRequest } from '../source.ts';
import type { ReadAddress } from './artifactFolder.ts';
import type { MlflowReference } from './mlflowReference.ts';
import { readMlflowModel } from './readMlflowModel.ts';

type MlflowValue = SourceRequest<'mlflow'>['value'];

/** A model of an MLflow tracking server, read again only when its reference leads to another version. */
export const mlflowKind: SourceKind<'mlflow'> = {
  read({ value, mostBytes, known }, context) {
    return readThroughCache(
      {
        key: JSON.stringify(['mlflow', value]),
        known,
        async fetch(revision) {
          const { measure } = context;
          const server = {
            trackingURI: value.trackingURI,
            http: await clientFor(value, context),
            measure: measure === undefined ? undefined : () => measure('mlflow'),
          };
          return readMlflowModel(server, {
            reference: referenceOf(value),
            mostBytes,
            revision,
            readAddress: addressReader(value, context),
          });
        },
      },
      context,
    );
  },
};

function referenceOf({ model, alias, version, stage, fallback, run = '', path = '' }: MlflowValue): MlflowReference {
  if (model === undefined) return { run, path };
  return /^m-[0-9a-f]{32}$/.test(model) ? { modelId: model } : { model, alias, version, stage, fallback };
}

/** Reads artifacts that the tracking server only names; undefined where the resource names no store. */
function addressReader({ artifactStore }: MlflowValue, context: SourceContext): ReadAddress | undefined {
  if (artifactStore === undefined) return undefined;
  return async (address, mostBytes) => {
    const [, bucket, key] = /^s3:\/\/([A-Za-z0-9][-A-Za-z0-9._]{2,62})\/(.+)$/.exec(address) ?? [];
    if (bucket === undefined || key === undefined) throw new SourceError(`expected artifacts at s3://BUCKET/KEY, got ${address}`);
    const { s3Kind } = await import('../s3/s3Kind.ts');
    const object = await s3Kind.read({ value: { ...artifactStore, bucket, key }, mostBytes }, context);
    return object?.bytes ?? Buffer.alloc(0);
  };
}

/** Sends by the download of all sources, with its retries and its rules for addresses; other statuses are judged by the caller. */
async function clientFor({ auth, ca }: MlflowValue, context: SourceContext): Promise<Pick<HttpClient, 'send'>> {
  const [credentials, authorities] = [await authHeaders(auth, context.readSecret), await certificatesOf(ca, context)];
  return {
    send: ({ origin, path, headers = {}, mostBytes }) =>
      context.download({
        url: `${origin}${path}`,
        headers,
        credentials: () => credentials,
        ca: authorities,
        mostBytes,
        expects: (status) => !retryableStatuses.includes(status),
      }),
  };
}
