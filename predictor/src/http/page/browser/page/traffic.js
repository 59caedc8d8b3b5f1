import { byId, setText } from './element.js';
import { formatCount, formatLatency, formatRate, formatShare } from './format.js';

const svg = 'http://www.w3.org/2000/svg';
const width = 300;
const height = 48;

/** Figures and bars of the last five minutes. */
export function showTraffic({ requests, errors, perSecond, p50, p95, p99, timeline }) {
  setText(byId('per-second'), formatRate(perSecond));
  setText(byId('requests'), formatCount(requests));
  setText(byId('errors'), errors === 0 ? '0' : `${formatCount(errors)} (${formatShare(errors / requests)})`);
  byId('errors').classList.toggle('bad-text', errors > 0);
  for (const [id, seconds] of Object.entries({ p50, p95, p99 })) setText(byId(id), formatLatency(seconds));
  const peak = Math.max(...timeline.requests);
  setText(byId('peak'), peak === 0 ? 'no requests' : `peak ${formatRate(peak / timeline.stepSeconds)} per second`);
  drawBars(timeline, peak);
}

/** One bar per step; failed requests are drawn over its lower part. */
function drawBars({ requests, errors }, peak) {
  const chart = byId('timeline');
  const step = width / requests.length;
  while (chart.childElementCount < requests.length * 2) chart.append(document.createElementNS(svg, 'rect'));
  requests.forEach((count, index) => {
    place(chart.children[index * 2], { x: index * step, share: peak === 0 ? 0 : count / peak, class: 'bar' });
    place(chart.children[index * 2 + 1], { x: index * step, share: peak === 0 ? 0 : errors[index] / peak, class: 'bar failed' });
  });

  function place(bar, { x, share, class: className }) {
    const tall = share === 0 ? 0 : Math.max(1.5, share * height);
    const shape = { x: x + step * 0.12, y: height - tall, width: step * 0.76, height: tall, class: className };
    for (const [name, value] of Object.entries(shape)) bar.setAttribute(name, String(value));
  }
}
