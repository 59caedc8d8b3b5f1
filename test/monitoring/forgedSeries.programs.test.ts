import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { eventually } from '../controlPlane/eventually.ts';
import { describeWithTools } from '../tools/describeWithTools.ts';
import { startPrometheus } from './startPrometheus.ts';

/** What a pod may export that runs code of its owner: drift of a monitor of others, and a model of others that fails. */
const forged = [
  'modelmonitor_drift_share{namespace="bank",modelmonitor="credit"} 1',
  'modelmonitor_alert_drift_confirmed{namespace="bank",modelmonitor="credit",severity="critical"} 1',
  'modelmonitor_model_loaded{namespace="bank",modelmonitor="credit",version="v1"} 0',
  'leader_election_master_status{job="modelmonitor-operator",namespace="modelmonitor",name="x"} 0',
  'up{job="modelmonitor-operator",namespace="modelmonitor"} 1',
  '',
].join('\n');

await describeWithTools('metrics of a pod that forges them', ['prometheus'], ({ prometheus: program }) => {
  test('are those of its own monitor, whatever it exports', async () => {
    const pod = createServer((_, response) => response.setHeader('Content-Type', 'text/plain; version=0.0.4').end(forged));
    await once(pod.listen(0, '127.0.0.1'), 'listening');
    const address = `127.0.0.1:${(pod.address() as AddressInfo).port}`;
    const labels = { namespace: 'tenant', modelmonitor: 'own' };
    const prometheus = await startPrometheus(program, {
      ruleFile: join(import.meta.dirname, '../../charts/modelmonitor/files/rules.yaml'),
      jobs: [{ job: 'modelmonitor-predictor', honorLabels: false, targets: [{ address, labels }] }],
    });
    try {
      const alerts = await eventually('an alert', async () => {
        const found = await prometheus.query('ALERTS{alertname="SevereDataDrift"}');
        return found.length > 0 && found;
      });
      expect(alerts.map(({ labels: { namespace, modelmonitor } }) => ({ namespace, modelmonitor }))).toEqual([labels]);
      const foreign = '{__name__=~".+", namespace!="tenant", namespace!=""}';
      expect((await prometheus.query(foreign)).filter(({ labels: { __name__ } }) => !/^ALERTS/.test(__name__ ?? ''))).toEqual([]);
      expect(await prometheus.query('{__name__=~".+", job="modelmonitor-operator"}')).toEqual([]);
      expect(await prometheus.query('{__name__=~".+", exported_modelmonitor!=""}')).toEqual([]);
    } finally {
      await prometheus.stop();
      pod.close();
    }
  });
});
