import { exampleMonitor } from '../exampleMonitor.ts';
import { createValidator } from '../validation/validate.ts';
import { mountsOf } from './mounts.ts';

const validate = createValidator();

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
