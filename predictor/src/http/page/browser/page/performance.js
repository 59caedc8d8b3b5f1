import { byId, setText } from './element.js';
import { formatCount, formatShare } from './format.js';

const svg = 'http://www.w3.org/2000/svg';
const width = 600;
const height = 120;

let drawn;

/** The leading metric by day, with intervals; faint where few labels came so far, dashed where it is estimated without labels. */
export function showPerformance(performance) {
  byId('performance').hidden = performance === undefined;
  const text = JSON.stringify(performance);
  if (performance === undefined || text === drawn) return;
  drawn = text;
  const { title, version, days, baseline, warning } = performance;
  setText(byId('performance-title'), `${title} by day`);
  setText(byId('performance-about'), `version ${version} · ${labelText(performance)}`);
  setText(byId('performance-first'), days[0].from.slice(0, 10));
  setText(byId('performance-last'), days.at(-1).from.slice(0, 10));
  byId('performance-warning').hidden = warning === undefined;
  setText(byId('performance-warning'), warning ?? '');
  draw(byId('performance-chart'), { title, days, baseline });
}

function labelText({ usualShare, delaySeconds, days }) {
  const young = days.filter(({ mature }) => !mature).length;
  return [
    usualShare === null ? 'no labels yet' : `usually ${formatShare(usualShare)} get a label`,
    ...(delaySeconds === null ? [] : [`half of them within ${timeText(delaySeconds)}`]),
    ...(young === 0 ? [] : [`${young} of ${days.length} days with few labels so far`]),
  ].join(', ');
}

function timeText(seconds) {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}

function draw(chart, { title, days, baseline }) {
  const { low, high } = scaleOf(days, baseline);
  const level = (value) => Math.min(height, Math.max(0, (1 - (value - low) / (high - low)) * height));
  const step = width / days.length;
  const parts = [];
  if (baseline !== null) parts.push(path('base', `M0 ${level(baseline)}H${width}`));
  days.forEach((day, index) => {
    if (day.value === null) return;
    const [left, right] = [index * step + 1, (index + 1) * step - 1];
    const [top, bottom] = [level(day.upper ?? day.value), level(day.lower ?? day.value)];
    const group = document.createElementNS(svg, 'g');
    group.setAttribute('class', day.mature ? (day.worse ? 'day worse' : 'day') : 'day young');
    group.append(
      named(dayText(day)),
      path('span', `M${left} ${top}H${right}V${Math.max(bottom, top + 1)}H${left}Z`),
      path('dot', `M${left} ${level(day.value)}H${right}`),
    );
    parts.push(group);
  });
  const estimates = days.map(({ estimate }) => estimate);
  parts.push(path('estimate', lineOf(estimates, { step, level })));
  chart.replaceChildren(named(summaryText(title, days)), ...parts);
  setText(byId('performance-scale'), `${high.toPrecision(3)} at the top, ${low.toPrecision(3)} at the bottom`);
}

function scaleOf(days, baseline) {
  const mature = days.filter((day) => day.mature && day.value !== null);
  const shown = mature.length > 0 ? mature : days.filter(({ value }) => value !== null);
  const values = [
    ...shown.flatMap(({ value, lower, upper }) => [value, lower ?? value, upper ?? value]),
    ...days.flatMap(({ estimate }) => (estimate === null ? [] : [estimate])),
    ...(baseline === null ? [] : [baseline]),
  ];
  if (values.length === 0) return { low: 0, high: 1 };
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - least) / 10 || Math.abs(most) / 10 || 1;
  // Shares end at 1.
  return { low: least >= 0 ? Math.max(0, least - room) : least - room, high: most <= 1 ? Math.min(1, most + room) : most + room };
}

function lineOf(values, { step, level }) {
  return values
    .map((value, index) => {
      if (value === null) return '';
      const isStart = (values[index - 1] ?? null) === null;
      return `${isStart ? 'M' : 'L'}${(index + 0.5) * step} ${level(value)}`;
    })
    .join('');
}

function dayText({ from, value, labelled, predicted, mature, worse }) {
  const few = mature ? '' : ', few so far';
  const fell = worse ? ', worse than the baseline beyond chance' : '';
  return `${from.slice(0, 10)}: ${value.toPrecision(3)}, ${formatCount(labelled)} of ${formatCount(predicted)} predictions with a label${few}${fell}`;
}

function summaryText(title, days) {
  const worse = days.filter((day) => day.worse).map(({ from }) => from.slice(0, 10));
  return `${title} by day. ${worse.length === 0 ? 'No day is worse than the baseline beyond chance.' : `Worse than the baseline beyond chance: ${worse.join(', ')}.`}`;
}

function path(name, d) {
  const element = document.createElementNS(svg, 'path');
  element.setAttribute('class', name);
  element.setAttribute('d', d);
  return element;
}

function named(text) {
  const element = document.createElementNS(svg, 'title');
  element.textContent = text;
  return element;
}
