import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { eventually } from '../controlPlane/eventually.ts';
import { describeWithTools } from '../tools/describeWithTools.ts';
import { type MessageSinks, startMessageSinks } from './messageSinks.ts';
import { expectMuted, mutingCases } from './routingCases.ts';
import { startAlertmanager, type TestAlertmanager } from './startAlertmanager.ts';

const generated = readFileSync(join(import.meta.dirname, '../../monitoring/generated/alertmanager.yaml'), 'utf8');

let secrets: string;
let sinks: MessageSinks;

// New ones for each test: a message that an alert of the test before is late with reaches no one.
beforeEach(async () => {
  secrets = mkdtempSync(join(tmpdir(), 'modelmonitor-secrets-'));
  sinks = await startMessageSinks();
  for (const [name, text] of [
    ['slack-url', `${sinks.url}/slack`],
    ['smtp-password', 'secret'],
    ['pagerduty-key', 'key'],
  ] as const)
    writeFileSync(join(secrets, name), text);
});
afterEach(async () => {
  await sinks.close();
  rmSync(secrets, { recursive: true });
});

/** The generated file with the secrets of this test, that tells at once and tells it here. */
function here(): string {
  const file = parse(generated.replaceAll('/run/secrets', secrets)) as { global: object; route: object };
  Object.assign(file.global, { smtp_smarthost: sinks.smarthost, smtp_require_tls: false, pagerduty_url: `${sinks.url}/pagerduty` });
  Object.assign(file.route, { group_wait: '100ms', group_interval: '1s' });
  return stringify(file);
}

await describeWithTools("Alertmanager's configuration for one machine", ['alertmanager', 'amtool'], (tools) => {
  let alertmanager: TestAlertmanager;
  const start = async (configuration = here()) => {
    alertmanager = await startAlertmanager(tools, configuration);
  };
  afterEach(() => alertmanager.stop());

  test('is taken as it was generated', async () => {
    await start(generated);
    expect(await alertmanager.checked()).toMatch(/SUCCESS[\s\S]*6 inhibit rules[\s\S]*2 receivers/);
  });

  test.each([
    { labels: { severity: 'critical', alertname: 'PredictorDown', namespace: 'default', modelmonitor: 'wine' }, receivers: ['paged'] },
    { labels: { severity: 'warning', alertname: 'NoTraffic', namespace: 'default', modelmonitor: 'wine' }, receivers: ['told'] },
    { labels: { severity: 'critical', alertname: 'ModelMonitorOperatorNoLeader', namespace: 'system' }, receivers: ['paged'] },
    { labels: { alertname: 'Unknown' }, receivers: ['told'] },
  ])('$labels goes to $receivers', async ({ labels, receivers }) => {
    await start(generated);
    expect(await alertmanager.receiversOf(labels)).toEqual(receivers);
  });

  test.each(mutingCases)('$name', async (muting) => {
    await start();
    await expectMuted(alertmanager, muting);
  });

  test('messages say what, where, how much, and where the runbook is', async () => {
    await start();
    const alert = {
      labels: { alertname: 'LatencySLABreach', severity: 'critical', namespace: 'default', modelmonitor: 'wine' },
      annotations: {
        summary: 'Predictions take longer than the SLA allows.',
        description: '25% of the prediction requests of default/wine took longer than 2s.',
        runbook_url: 'docs/alerts.md#latencyslabreach',
      },
    };
    const title = 'CRITICAL: LatencySLABreach in default/wine';
    const text = [
      'Predictions take longer than the SLA allows.',
      '- 25% of the prediction requests of default/wine took longer than 2s.',
      'Runbook: docs/alerts.md#latencyslabreach',
    ].join('\n');
    await alertmanager.send([alert]);
    const lastPost = (path: string) => sinks.posted.filter((one) => one.path.startsWith(path)).at(-1)?.body;
    const slack = await eventually('Slack', () => lastPost('/slack'));
    expect(slack).toMatchObject({ attachments: [{ title, text, color: 'danger' }] });
    expect(await eventually('PagerDuty', () => lastPost('/pagerduty'))).toMatchObject({
      routing_key: 'key',
      event_action: 'trigger',
      payload: {
        summary: title,
        severity: 'critical',
        class: 'LatencySLABreach',
        component: 'wine',
        group: 'default',
        custom_details: { text },
      },
    });
    const mail = await eventually('the e-mail', () => sinks.mails.at(-1));
    expect(mail).toContain(`Subject: ${title}`);
    // Quoted-printable breaks lines.
    expect(mail.replaceAll('=\r\n', '')).toContain('<li>25% of the prediction requests of default/wine took longer than 2s. Since ');

    await alertmanager.send([{ ...alert, endsAt: new Date().toISOString() }]);
    const ended = await eventually('the end', () => {
      const body = lastPost('/slack');
      return body !== slack && body;
    });
    expect(ended).toMatchObject({ attachments: [{ title: 'RESOLVED: LatencySLABreach in default/wine', color: 'good' }] });
    expect(JSON.stringify(ended)).toContain('- ended: 25% of the prediction requests');
  });

  test('the message of an operator names no monitor', async () => {
    await start();
    const before = sinks.posted.length;
    await alertmanager.send([{ labels: { alertname: 'ModelMonitorOperatorQueueGrowing', severity: 'warning', namespace: 'system' } }]);
    const { body } = await eventually('Slack', () => sinks.posted[before]);
    expect(body).toMatchObject({ attachments: [{ title: 'WARNING: ModelMonitorOperatorQueueGrowing in system', color: 'warning' }] });
  });
});
