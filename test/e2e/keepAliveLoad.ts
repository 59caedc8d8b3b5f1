import { existsSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

// Runs in a pod: node keepAliveLoad.ts URL CLIENTS MILLISECONDS BODY. Each client has one connection, sends a request every so many milliseconds, and never
// repeats one. Ends when /tmp/stop exists, and prints the number of requests by outcome.

const [url = '', clients = '40', milliseconds = '200', body = ''] = process.argv.slice(2);
const outcomes: Record<string, number> = {};
const isOver = () => existsSync('/tmp/stop');

function send(agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    const sent = request(url, { agent, method: 'POST', headers: { 'Content-Type': 'application/json' }, timeout: 10_000 }, (response) => {
      response.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      response.resume().on('end', () => resolve(String(response.statusCode)));
    });
    sent.on('timeout', () => sent.destroy(new Error('timeout')));
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    sent.end(body);
  });
}

async function runClient(): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  await sleep(Math.random() * Number(milliseconds));
  while (!isOver()) {
    const outcome = await send(agent);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    await sleep(Number(milliseconds));
  }
  agent.destroy();
}

await Promise.all(Array.from({ length: Number(clients) }, runClient));
process.stdout.write(`${JSON.stringify(outcomes)}\n`);
