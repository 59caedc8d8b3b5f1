import { basename } from 'node:path';
import { describeWithControlPlane } from './describeWithControlPlane.ts';
import { installCrds } from './installCrds.ts';
import { prometheusOperatorCrds } from './prometheusOperatorCrds.ts';

const what = "the Prometheus operator's resources";
const paths = await prometheusOperatorCrds({ environment: process.env, write: (text) => process.stderr.write(text), what });

if (paths !== undefined) {
  await describeWithControlPlane(what, {}, (plane) => {
    test('are served once they are installed', async () => {
      const kinds = ['servicemonitors', 'alertmanagerconfigs', 'prometheusrules', 'prometheuses'];
      const chosen = paths.filter((path) => kinds.some((plural) => basename(path).includes(`_${plural}.`)));
      expect(chosen).toHaveLength(kinds.length);
      await installCrds(plane(), chosen);
      const { body } = await plane().client.get<{ resources: { name: string }[] }>('/apis/monitoring.coreos.com/v1');
      expect(body.resources.map(({ name }) => name)).toContain('servicemonitors');
    });
  });
} else test.skip(what, () => undefined);
