import { exampleMonitor } from '../exampleMonitor.ts';
import { createValidator } from '../validation/validate.ts';
import { mountsOf } from './mounts.ts';

const validate = createValidator();

test('what sources name is mounted for every process, at any depth, and what authenticates clients for the predictor only', () => {
  const auth = { basic: { secretRef: { name: 'modelmonitor-store' } } };
  const ca = { configMap: { name: 'authorities', key: 'ca.crt' } };
  const { monitor } = validate(
    exampleMonitor({
      'spec.model.versions.0.source': { http: { url: 'https://models.example.org/wine.ubj', auth, ca } },
      'spec.serving.auth': { bearer: { secretRef: { name: 'api' } } },
      'spec.capture': { store: 'postgres', postgres: { secretRef: { name: 'log-app' } } },
    }),
  );
  expect(monitor === undefined ? [] : mountsOf(monitor).map(({ path, use }) => `${path} for ${use}`)).toEqual([
    'secrets/modelmonitor-store/username for source',
    'secrets/modelmonitor-store/password for source',
    'configmaps/authorities/ca.crt for source',
    'configmaps/wine-model-v2/model.json for source',
    'configmaps/wine-reference/reference.csv for source',
    'secrets/api/token for clients',
    'secrets/log-app/uri for store',
  ]);
});

test('lists every key the monitor refers to, in the order of the resource', () => {
  const { monitor } = validate(
    exampleMonitor({
      'spec.serving.auth': { basic: { secretRef: { name: 'users' } }, bearer: { secretRef: { name: 'api', key: 'tokens' } } },
    }),
  );
  expect(monitor === undefined ? [] : mountsOf(monitor).map(({ path, field }) => `${path} ← ${field}`)).toEqual([
    'configmaps/wine-model-v1/model.json ← spec.model.versions[0].source.configMap',
    'configmaps/wine-model-v2/model.json ← spec.model.versions[1].source.configMap',
    'configmaps/wine-reference/reference.csv ← spec.drift.reference.source.configMap',
    'secrets/users/htpasswd ← spec.serving.auth.basic.secretRef',
    'secrets/api/tokens ← spec.serving.auth.bearer.secretRef',
  ]);
});
