import type { ModelMonitor } from '@modelmonitor/api';
import { HttpError } from '../../http/src/errors.ts';
import type { HttpClient, HttpClientOptions } from '../../http/src/httpClient.ts';
import { connectRemote } from '../../sources/src/remote/connectRemote.ts';

const shares = [0.5, 0.25, 0.25];
const tensor = (name: string, data: unknown[]) => ({ name, datatype: 'FP64', shape: [1], data });

/** What a server of any protocol answers to one row. */
const answer = {
  inputs: [],
  outputs: [tensor('label', [2]), tensor('other', [1]), tensor('shares', shares), tensor('others', shares.toReversed())],
  predictions: [1],
  results: [{ label: 'fair', other: 'good', shares, others: shares.toReversed() }],
};

/** What the remote models of a monitor send, to a server that answers each row, and what becomes of the answers. */
export async function remoteRequests({ spec: { model } }: ModelMonitor): Promise<unknown> {
  const contract = { task: model.task, features: model.features, classes: model.target.classes ?? [] };
  const observed: unknown[] = [];
  for (const { remote } of model.versions.map(({ source }) => source)) {
    if (remote === undefined) continue;
    let time = 0;
    let calls = 0;
    const createClient = ({ connections, tls }: HttpClientOptions = {}): HttpClient => ({
      async send(request) {
        observed.push({ connections, tls, request });
        calls++;
        if (calls === 4) throw new HttpError('it closed the connection too early', { kind: 'reset' });
        await new Promise((resolve) => setTimeout(resolve, 1));
        return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(answer)) };
      },
      open: () => Promise.reject(new Error('no streams here')),
      retire: () => undefined,
      close: async () => undefined,
    });
    const context = {
      readSecret: async ({ name, key }: { name: string; key: string }) => `${name}/${key}`,
      ca: remote.ca?.configMap.name,
      allowLocalAddresses: false,
      // Each look at the clock is a second later: a server that is silent that long is checked.
      now: () => (time += 1000),
      createClient,
    };
    const outcome = await connectRemote(remote, contract, context)
      .then((connected) => Promise.allSettled([1, 2, 3].map((row) => connected.predict([[row, null, 'red', 4]]))))
      .catch((error: Error) => error.message);
    observed.push(Array.isArray(outcome) ? outcome.map((one) => ('value' in one ? one.value : String(one.reason))) : outcome);
  }
  return observed;
}
