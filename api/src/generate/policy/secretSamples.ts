/** A valid use of each place of a Secret: fields of the example monitor that name the Secret, and no other, by the path of the name. */
export function secretSamples(name: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const url = 'https://models.example.org/wine';
  const secretRef = { name, key: 'key' };
  const credentials = { secretRef: { name } };
  const registered = { trackingURI: url, model: 'wine' };
  const auths = { basic: { secretRef: { name } }, bearer: { secretRef }, header: { name: 'X-Key', secretRef } };
  const sources = {
    ...withAuths('http', auths, (auth) => ({ url, auth })),
    's3.credentials': { s3: { bucket: 'models', key: 'wine', credentials } },
    'oci.pullSecret': { oci: { reference: 'registry/models/wine:v1', pullSecret: { secretRef } } },
  };
  const modelSources = {
    ...sources,
    ...withAuths('mlflow', auths, (auth) => ({ ...registered, auth })),
    'mlflow.artifactStore.credentials': { mlflow: { ...registered, artifactStore: { credentials } } },
    'mlflow.webhook': { mlflow: { ...registered, webhook: { secretRef } } },
    ...withAuths('remote', auths, (auth) => ({ url, protocol: 'v2', model: 'wine', auth })),
  };
  const postgres = (changes: object) => ({ 'spec.capture': { store: 'postgres', postgres: { secretRef: { name }, ...changes } } });
  const clients = { basic: { basic: { secretRef } }, bearer: { bearer: { secretRef } } };
  const email = { to: 'a@example.com', from: 'b@example.com', smarthost: 'mail:25', secretRef };
  return {
    ...each(modelSources, 'spec.model.versions[].source', (source) => ({ 'spec.model.versions.0.source': source })),
    ...each(sources, 'spec.drift.reference.source', (source) => ({ 'spec.drift.reference.source': source })),
    ...each(clients, 'spec.serving.auth', (auth) => ({ 'spec.serving.auth': auth })),
    ...each(clients, 'spec.serving.feedbackAuth', (auth) => ({ 'spec.serving.feedbackAuth': auth })),
    ...podSamples(name),
    'spec.serving.ingress.tls.secretName': { 'spec.serving.ingress': { host: 'wine.example.org', tls: { secretName: name } } },
    'spec.capture.postgres.secretRef.name': postgres({}),
    'spec.capture.postgres.ca.secretRef.name': postgres({ ca: { secretRef } }),
    'spec.capture.archive.s3.credentials.secretRef.name': {
      'spec.capture': { store: 'file', archive: { s3: { bucket: 'log', credentials } } },
    },
    ...each(
      { slack: { slack: { secretRef } }, email: { email }, pagerDuty: { pagerDuty: { secretRef } } },
      'spec.alerts.receivers[]',
      (receiver) => ({
        'spec.alerts.receivers': [receiver],
      }),
    ),
  };
}

/** Secrets of the templates of pods. */
function podSamples(name: string): Record<string, Readonly<Record<string, unknown>>> {
  const env = [{ name: 'TEAM_KEY', valueFrom: { secretKeyRef: { name, key: 'key' } } }];
  return Object.fromEntries(
    ['spec.serving.podTemplate', 'spec.drift.podTemplate'].flatMap((path) => [
      [`${path}.env[].valueFrom.secretKeyRef.name`, { [`${path}.env`]: env }],
      [`${path}.imagePullSecrets[].name`, { [`${path}.imagePullSecrets`]: [{ name }] }],
    ]),
  );
}

function withAuths(kind: string, auths: Readonly<Record<string, object>>, source: (auth: object) => object): Record<string, object> {
  return Object.fromEntries(Object.entries(auths).map(([auth, value]) => [`${kind}.auth.${auth}`, { [kind]: source({ [auth]: value }) }]));
}

function each<Value>(
  values: Readonly<Record<string, Value>>,
  path: string,
  changes: (value: Value) => Readonly<Record<string, unknown>>,
): Record<string, Readonly<Record<string, unknown>>> {
  return Object.fromEntries(Object.entries(values).map(([kind, value]) => [`${path}.${kind}.secretRef.name`, changes(value)]));
}
