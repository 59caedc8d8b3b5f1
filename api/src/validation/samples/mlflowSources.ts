/** Valid values of `source`: models of MLflow in every way to name one. */
const modelSecret = { name: 'modelmonitor-models' };

export const mlflowSources: readonly object[] = [
  {
    mlflow: {
      trackingURI: 'http://mlflow.mlops.svc:5000',
      model: 'wine',
      alias: 'champion',
      fallback: 'latest',
      artifactStore: {
        endpoint: 'https://store.example.org',
        region: 'here',
        pathStyle: true,
        credentials: { secretRef: { ...modelSecret, accessKeyId: 'i', secretAccessKey: 's', sessionToken: 't' } },
        ca: { configMap: { name: 'authorities', key: 'ca.crt' } },
      },
      auth: { basic: { secretRef: { ...modelSecret, username: 'u', password: 'p' } } },
    },
  },
  {
    mlflow: {
      trackingURI: 'https://mlflow.example.org/team',
      model: 'catalog.wine v2',
      version: '7',
      webhook: { secretRef: { name: 'a', key: 'b' } },
    },
  },
  {
    mlflow: {
      trackingURI: 'https://mlflow.example.org',
      model: 'wine',
      stage: 'Production',
      auth: { bearer: { secretRef: { ...modelSecret, key: 'a' } } },
    },
  },
  {
    mlflow: {
      trackingURI: 'https://mlflow.example.org',
      model: 'wine',
      auth: { header: { name: 'X-API-Key', secretRef: { ...modelSecret, key: 'a' } } },
      ca: { configMap: { name: 'authorities', key: 'ca.crt' } },
    },
  },
  { mlflow: { trackingURI: 'https://mlflow.example.org', run: 'f44a473b2dd54d738b478d040c8ff25a', path: 'models/wine' } },
];
