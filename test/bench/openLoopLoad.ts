import { clockFrom } from '../../cli/src/clock.ts';
import { requestPlan } from '../../cli/src/traffic/requestPlan.ts';
import { createSender } from '../../cli/src/traffic/sender.ts';
import { sendTraffic } from '../../cli/src/traffic/sendTraffic.ts';
import { wineRows } from './wine.ts';

// A process of its own, so that it can be pinned: node openLoopLoad.ts URL RATE COUNT prints the summary of `modelmonitor traffic` as JSON.
const [url = '', rate = '', count = ''] = process.argv.slice(2);
const rows = wineRows(178);
const connections = 64;
const sender = createSender({ url: new URL(url), headers: {}, connections, timeoutMilliseconds: 10_000 });
const names = ['alcohol', 'malic_acid', 'ash', 'alcalinity_of_ash', 'magnesium', 'total_phenols', 'flavanoids', 'nonflavanoid_phenols'];
names.push('proanthocyanins', 'color_intensity', 'hue', 'od280/od315_of_diluted_wines', 'proline');
const row = (index: number) => Object.fromEntries(names.map((name, column) => [name, rows[index]?.[column] ?? null]));
const plan = requestPlan({ count: rows.length, row }, { seed: 42, rate: Number(rate), invalid: 0 });
const bounds = { count: Number(count), durationMilliseconds: Number.POSITIVE_INFINITY, concurrency: connections };
const parts = { sender, clock: clockFrom(globalThis), signal: new AbortController().signal, onProgress: () => undefined };
process.stdout.write(`${JSON.stringify(await sendTraffic(plan, bounds, parts))}\n`);
sender.close();
