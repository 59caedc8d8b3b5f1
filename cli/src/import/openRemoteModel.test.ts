import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadManifests } from '../manifests/loadManifests.ts';
import { validateManifests } from '../manifests/validateManifests.ts';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';
import { remoteAddress } from './openRemoteModel.ts';

test.each([
  { text: 'http://h:8080/v2/models/churn', remote: { url: 'http://h:8080', protocol: 'v2', model: 'churn' } },
  { text: 'https://h/a/v2/models/churn/versions/3/infer', remote: { url: 'https://h/a', protocol: 'v2', model: 'churn', version: '3' } },
  { text: 'http://h/v1/models/churn:predict', remote: { url: 'http://h', protocol: 'v1', model: 'churn' } },
  { text: 'http://h:5001/invocations', remote: { url: 'http://h:5001', protocol: 'invocations' } },
  { text: 'https://h/models/churn.ubj', remote: undefined },
  { text: 'model.ubj', remote: undefined },
])('$text is $remote', ({ text, remote }) => {
  expect(remoteAddress(text)).toEqual(remote);
});

/** Predicts yes where the age is above 40. */
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { dataframe_split: split } = JSON.parse(Buffer.concat(chunks).toString() || '{}') as {
    dataframe_split?: { columns: string[]; data: unknown[][] };
  };
  const predictions = split?.data.map((row) => (Number(row[split.columns.indexOf('age')]) > 40 ? 'yes' : 'no'));
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ predictions }));
});
let directory: string;
let address: string;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'modelmonitor-import-'));
  const rows = Array.from({ length: 60 }, (_, row) => `${20 + row},${row % 2 === 0 ? 'gold' : 'basic'},${row > 20 ? 'yes' : 'no'}\n`);
  writeFileSync(join(directory, 'data.csv'), `age,plan,churned\n${rows.join('')}`);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/invocations`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(directory, { recursive: true, force: true });
});

async function importModel(...args: readonly string[]) {
  const { context, stdout, stderr } = recordingContext({ cwd: directory });
  const code = await runCommand(['import', address, '--data', 'data.csv', ...args], context);
  return { code, stdout: stdout(), stderr: stderr() };
}

test('a server that predicts becomes a version; its rows are recorded without predictions, since it may change', async () => {
  const { code, stdout, stderr } = await importModel('--target', 'churned', '--manifest', 'churn');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('target: churned, predicted right in 100.0 % of the rows');
  const { problems, monitors } = validateManifests(await loadManifests(['churn'], directory));
  expect(problems).toEqual([]);
  expect(monitors[0]?.spec.model).toMatchObject({
    features: [{ name: 'age' }, { name: 'plan', values: ['basic', 'gold'] }],
    target: { name: 'churned', classes: ['no', 'yes'] },
    versions: [{ format: 'auto', source: { remote: { url: address.replace('/invocations', ''), protocol: 'invocations' } } }],
  });
  expect(readFileSync(join(directory, 'churn/verify-v1.yaml'), 'utf8')).not.toContain('"prediction"');
});

test('without --target there is an error with the columns', async () => {
  const { code, stderr } = await importModel('--manifest', 'none');
  expect([code, stderr]).toEqual([
    1,
    `modelmonitor import: --target is required: ${address} does not say what it predicts; data.csv has the columns age, plan, churned\n`,
  ]);
});
