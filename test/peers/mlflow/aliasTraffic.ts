import { Agent, request } from 'node:http';

/** What callers of a batch saw while the model behind it changed. */
export interface AliasTraffic {
  readonly requests: number;
  /** Responses that are no 200, and requests without a response. */
  readonly failures: readonly string[];
  /** Responses whose predictions are those of no model. */
  readonly mixed: number;
}

interface TrafficOptions {
  readonly url: string;
  /** Body of POST /predict/batch. */
  readonly body: string;
  readonly connections: number;
  /** Index of the model that a response is from; -1 for none. */
  readonly modelOf: (probabilities: readonly (readonly number[])[]) => number;
}

/** Sends batches over several connections, each the next when the last is answered, until stopped. */
export function sendBatches({ url, body, connections, modelOf }: TrafficOptions): {
  /** Index of the model of the newest response. */
  newest(): number;
  stop(): Promise<AliasTraffic>;
} {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const failures: string[] = [];
  let [requests, mixed, newest, running] = [0, 0, -1, true];
  const worker = async () => {
    while (running) {
      const { status, text } = await post(url, body, agent).catch((error: Error) => ({ status: 0, text: error.message }));
      requests++;
      if (status !== 200) failures.push(`${status} ${text.slice(0, 200)}`);
      else {
        const { predictions } = JSON.parse(text) as { predictions: { probabilities: Record<string, number> }[] };
        newest = modelOf(predictions.map(({ probabilities }) => Object.values(probabilities)));
        if (newest < 0) mixed++;
      }
    }
  };
  const workers = Array.from({ length: connections }, worker);
  return {
    newest: () => newest,
    async stop() {
      running = false;
      await Promise.all(workers);
      agent.destroy();
      return { requests, failures, mixed };
    },
  };
}

function post(url: string, body: string, agent: Agent): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers: { 'content-type': 'application/json' } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('error', reject).on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on('error', reject).end(body);
  });
}
