import { mkdir } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { BenchContext } from '../benchContext.ts';
import { count, mebibytesText, millisecondsText } from '../figureText.ts';
import { type Figure, figure, metIf } from '../outcome.ts';
import { peakBytes } from '../processFigures.ts';
import type { Scenario } from '../scenario.ts';
import { type RunningServer, startServer } from '../server.ts';
import { longestTurn, turnProbeEnvironment, withTurnProbe } from '../stalls/longestTurn.ts';
import { predictorCommand, wineConfiguration, wineRows } from '../wine.ts';

const [clients, halfBodies, bodyBytes] = [40, 1000, 8 * 1024 * 1024];
const goals = { memory: 64 * 2 ** 20, turn: 50 };

export const attack: Scenario = {
  name: 'attack',
  title: 'Ending under load, and hostile requests',
  about: [
    `${clients} clients predict on connections they keep while the server gets SIGTERM, again and again: how many requests got no response (connections that were never accepted are refused, not lost). Then`,
    `${count(halfBodies)} bodies of 1 MiB that lack their end: how much the resident set grows. Then the largest bodies that the schema allows, ${mebibytesText(bodyBytes)}, of the kinds that take JSON.parse`,
    'longest: the longest turn of the event loop, in processor time of its thread.',
  ].join('\n'),
  async run(context) {
    const folder = join(context.folder, 'attack');
    await mkdir(folder);
    const directory = join(folder, 'config');
    await wineConfiguration(directory, { limits: { bodyBytes } });
    const start = () =>
      startServer({
        command: (port) => context.pinning.server(withTurnProbe(predictorCommand(directory, port))),
        ready: '/readyz',
        env: turnProbeEnvironment(folder),
      });
    return {
      figures: [await lostRequests(start, context), await heldMemory(await start()), ...(await longTurns(await start(), folder, context))],
      notes: [],
    };
  },
};

const row = JSON.stringify({ features: wineRows(1)[0] });

async function lostRequests(start: () => Promise<RunningServer>, { quick }: BenchContext): Promise<Figure> {
  const rounds = quick ? 3 : 50;
  let [answered, lost] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    const server = await start();
    const counting = keepPredicting(server.url);
    await setTimeout(300);
    await server.stop();
    const outcome = await counting;
    answered += outcome.answered;
    lost += outcome.lost;
  }
  const what = `requests lost over ${count(rounds)} ends (${count(answered)} answered)`;
  return figure({ what, ours: count(lost), goal: '0', met: metIf(lost === 0) });
}

async function keepPredicting(url: string): Promise<{ answered: number; lost: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const outcome = { answered: 0, lost: 0 };
  let isOver = false;
  const one = () =>
    new Promise<void>((resolve) => {
      const headers = { 'content-type': 'application/json', 'content-length': row.length };
      const sent = request(`${url}/predict`, { method: 'POST', agent, headers }, (response) => {
        response.resume().on('end', () => {
          outcome[response.statusCode === 200 ? 'answered' : 'lost']++;
          resolve();
        });
      });
      sent.on('error', ({ code }: NodeJS.ErrnoException) => {
        isOver ||= code === 'ECONNREFUSED';
        if (sent.reusedSocket) outcome.lost++;
        resolve();
      });
      sent.end(row);
    });
  const client = async () => {
    while (!isOver) await one();
  };
  await Promise.all(Array.from({ length: clients }, client));
  agent.destroy();
  return outcome;
}

async function heldMemory(server: RunningServer): Promise<Figure> {
  await setTimeout(5000);
  const before = (await server.residentBytes()) ?? 0;
  const head =
    'POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1048576\r\n\r\n{"features":[';
  const bytes = Buffer.from(head + '1,'.repeat(518_000));
  const sockets: Socket[] = [];
  for (let index = 0; index < halfBodies; index++) {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1').on('error', () => undefined);
    socket.write(bytes);
    sockets.push(socket);
  }
  await setTimeout(10_000);
  const grown = ((await peakBytes(server.pid)) ?? 0) - before;
  for (const socket of sockets) socket.destroy();
  await server.stop();
  const what = `memory that ${count(halfBodies)} half bodies add`;
  return figure({ what, ours: mebibytesText(grown), goal: `≤ ${mebibytesText(goals.memory)}`, met: metIf(grown <= goals.memory) });
}

async function longTurns(server: RunningServer, folder: string, { quick, write }: BenchContext): Promise<Figure[]> {
  const bodies = {
    'one row of numbers': `{"features":[${'1,'.repeat(bodyBytes / 2 - 20)}1]}`,
    'rows without values': `{"instances":[${'[],'.repeat(bodyBytes / 3 - 20)}1]}`,
    'members of a row': `{"features":{${Array.from({ length: 49_999 }, (_, index) => `"k${index}":1`).join(',')}}}`,
    'lists in lists': `${'['.repeat(15)}${'1,'.repeat(bodyBytes / 2 - 20)}1${']'.repeat(15)}`,
    'a text': `{"features":["${'a'.repeat(bodyBytes - 100)}"]}`,
  };
  const figures: Figure[] = [];
  for (const [what, body] of Object.entries(bodies)) {
    let longest = 0;
    for (let run = 0; run < (quick ? 3 : 10); run++)
      longest = Math.max(longest, await longestTurn(server, folder, () => post(server.url, body)));
    write(`  ${what}: ${millisecondsText(longest)}\n`);
    const goal = `≤ ${goals.turn} ms`;
    figures.push(figure({ what: `longest turn: ${what}`, ours: millisecondsText(longest), goal, met: metIf(longest <= goals.turn) }));
  }
  await server.stop();
  return figures;
}

async function post(url: string, body: string): Promise<void> {
  const response = await fetch(`${url}/predict`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  await response.arrayBuffer();
}
