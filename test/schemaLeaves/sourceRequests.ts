import type { ModelMonitor } from '@modelmonitor/api';
import type { SourceBytes, SourceError } from '@modelmonitor/sources';
import type { SourceContext } from '../../sources/src/source.ts';
import { sourceKinds } from '../../sources/src/sourceKinds.ts';

const manifest = JSON.stringify({
  layers: [{ digest: `sha256:${'0'.repeat(64)}`, annotations: { 'org.opencontainers.image.title': 'other' } }],
});

/** What reading the models and the reference of a monitor requests of servers and volumes, and the bytes it takes. */
export async function sourceRequests({ spec }: ModelMonitor): Promise<unknown> {
  const requested: unknown[] = [];
  const text = (name: string, key: string): SourceBytes => {
    const pem = `-----BEGIN CERTIFICATE----- ${name}/${key}`;
    return { bytes: Buffer.from(pem), sha256: name, origin: key };
  };
  const context: SourceContext = {
    readSecret: async ({ name, key }) => `${name}/${key}`,
    readConfigMap: async ({ name, key }) => text(name, key),
    readFile: async (path) => text('file', path),
    volumesDirectory: '/volumes',
    imagesDirectory: '/images',
    readIdentityToken: async (audience) => `token for ${audience}`,
    cache: undefined,
    clock: { now: () => 0, sleep: async () => undefined, random: () => 0 },
    async download({ credentials, expects: _, ...request }) {
      requested.push({ ...request, credentials: credentials?.(new URL(request.url)) });
      const registry = registryResponse(request.url);
      if (registry !== undefined) return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(registry) };
      return { status: 200, headers: { etag: '1' }, body: Buffer.from(request.url.includes('/manifests/') ? manifest : request.url) };
    },
  };
  const sources = [...spec.model.versions.map(({ source }) => source), spec.drift.reference.source];
  const outcomes: unknown[] = [];
  for (const source of sources) {
    for (const [name, load] of Object.entries(sourceKinds)) {
      const value = Object.entries(source).find(([kind]) => kind === name)?.[1];
      if (value === undefined) continue;
      const kind = (await load()) as { read(request: object, context: SourceContext): Promise<unknown> };
      const mostBytes = ('maxBytes' in source ? source.maxBytes : undefined) ?? 1;
      outcomes.push(await kind.read({ value, mostBytes }, context).catch((error: SourceError) => error.message), mostBytes);
    }
  }
  return { requested, outcomes };
}

/** What MLflow answers about the alias `stored`, whose artifacts are in a store. */
function registryResponse(url: string): string | undefined {
  if (url.includes('alias=stored')) return '{"model_version": {"version": "1"}}';
  return url.includes('get-download-uri') ? '{"artifact_uri": "s3://models/1"}' : undefined;
}
