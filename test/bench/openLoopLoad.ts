import { readFileSync } from 'node:fs';
import { clockFrom } from '../../cli/src/clock.ts';
import { requestPlan } from '../../cli/src/traffic/requestPlan.ts';
import { createSender } from '../../cli/src/traffic/sender.ts';
import { sendTraffic } from '../../cli/src/traffic/sendTraffic.ts';
import { wineRows } from './wine.ts';

// A process of its own, so that it can be pinned: node openLoopLoad.ts URL RATE COUNT [ROWS] prints the summary of `modelmonitor traffic` as JSON.
const [url = '', rate = '', count = '', file] = process.argv.slice(2);
const rows = file === undefined ? wineRows(178) : (JSON.parse(readFileSync(file, 'utf8')) as number[][]);
const connections = 64;
const sender = createSender({ url: new URL(url), headers: {}, connections, timeoutMilliseconds: 10_000 });
const wineNames = ['alcohol', 'malic_acid', 'ash', 'alcalinity_of_ash', 'magnesium', 'total_phenols', 'flavanoids', 'nonflavanoid_phenols'];
wineNames.push('proanthocyanins', 'color_intensity', 'hue', 'od280/od315_of_diluted_wines', 'proline');
const names = file === undefined ? wineNames : (rows[0] ?? []).map((_, column) => `f${column}`);
const row = (index: number) => Object.fromEntries(names.map((name, column) => [name, rows[index]?.[column] ?? null]));
const plan = requestPlan({ count: rows.length, row }, { seed: 42, rate: Number(rate), invalid: 0 });
const bounds = { count: Number(count), durationMilliseconds: Number.POSITIVE_INFINITY, concurrency: connections };
const parts = { sender, clock: clockFrom(globalThis), signal: new AbortController().signal, onProgress: () => undefined };
process.stdout.write(`${JSON.stringify(await sendTraffic(plan, bounds, parts))}\n`);
sender.close();
