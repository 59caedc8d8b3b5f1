import { childTypes } from '@modelmonitor/render';
import { pathOf } from '../../../kube/src/pathOf.ts';
import { installCrds } from '../../controlPlane/installCrds.ts';
import { prometheusOperatorCrds } from '../../controlPlane/prometheusOperatorCrds.ts';
import { toolPaths } from '../../tools/toolPaths.ts';
import type { BenchContext } from '../benchContext.ts';
import { count, mebibytesText, millisecondsText, ratioText } from '../figureText.ts';
import { withPlane } from '../operator/benchPlane.ts';
import { type PrometheusCost, prometheusCost } from '../operator/prometheusCost.ts';
import { type PrometheusOperatorCost, prometheusOperatorCost } from '../operator/prometheusOperatorCost.ts';
import { applyScraped, type ServiceMonitorScope } from '../operator/scrapedObjects.ts';
import { secondsText } from '../operator/secondsText.ts';
import { placesFor } from '../operator/wineMonitors.ts';
import { type Figure, figure, type Outcome } from '../outcome.ts';
import type { Scenario } from '../scenario.ts';

export const scraping: Scenario = {
  name: 'scraping',
  title: 'Prometheus: one ServiceMonitor per namespace, or one per monitor',
  about: [
    'The Services and ServiceMonitors of 1,000 monitors in ten namespaces on a real API server, with one address each. The real Prometheus operator generates the',
    'configuration, and again after one ServiceMonitor is changed; the real Prometheus discovers the targets by it, which refuse connections, rests, and is reloaded with one changed scrape configuration.',
    'Ours: `serviceMonitor.scope: namespace`; the peer: `monitor`.',
  ].join('\n'),
  run,
};

interface Cost {
  readonly operator: PrometheusOperatorCost;
  readonly prometheus: PrometheusCost;
}

async function run({ quick, folder, write }: BenchContext): Promise<Outcome> {
  const surroundings = {
    environment: process.env,
    write: (text: string) => void process.stderr.write(text),
    what: 'the benchmark of scraping',
  };
  const tools = await toolPaths(['prometheus', 'prometheus-operator'], surroundings);
  const crds = await prometheusOperatorCrds(surroundings);
  if (tools === undefined || crds === undefined) throw new Error('Prometheus and its operator are needed; see above what is missing');
  const placed = placesFor(quick ? 100 : 1000);
  const [place] = placed.places;
  const [namespace = ''] = placed.namespaces;
  const measure = (scope: ServiceMonitorScope): Promise<Cost> =>
    withPlane({}, async (bench) => {
      await installCrds(bench.plane, crds);
      await bench.api.makeNamespaces(placed.namespaces);
      await applyScraped(bench.api, placed, scope);
      const operator = await prometheusOperatorCost(bench, {
        operator: tools['prometheus-operator'],
        scrapeConfigs: scope === 'monitor' ? placed.places.length : placed.namespaces.length,
        changed: pathOf(childTypes.serviceMonitor, {
          namespace,
          name: scope === 'monitor' ? (place?.name ?? '') : 'modelmonitor.predictors',
        }),
        folder,
      });
      const { configuration } = operator;
      const prometheus = await prometheusCost(tools.prometheus, {
        generated: configuration,
        targets: placed.places.length,
        seconds: quick ? 10 : 60,
      });
      write(
        `  ${scope}: ${count(operator.scrapeConfigs)} scrape configurations, reload ${millisecondsText(prometheus.reloadMilliseconds)}\n`,
      );
      return { operator, prometheus };
    });
  const [shared, single] = [await measure('namespace'), await measure('monitor')];
  return {
    figures: figuresOf(shared, single, count(placed.places.length)),
    notes: [],
    pinning: 'all processes share the cores, nothing pinned',
  };
}

function figuresOf(ours: Cost, theirs: Cost, monitors: string): Figure[] {
  const compared = (what: string, of: (cost: Cost) => number, text: (value: number) => string): Figure =>
    figure({ what, ours: text(of(ours)), peer: `monitor: ${text(of(theirs))}`, ratio: ratioText(of(ours) / of(theirs)) });
  const seconds = (value: number) => secondsText(value * 1000);
  const percent = (value: number) => `${value.toFixed(1)} %`;
  return [
    compared(`${monitors} monitors: scrape configurations`, ({ operator }) => operator.scrapeConfigs, count),
    compared(
      'size of the configuration',
      ({ operator }) => operator.configuration.length,
      (bytes) => `${count(bytes / 1024)} KiB`,
    ),
    compared('Prometheus operator: until it is generated', ({ operator }) => operator.generatedMilliseconds, secondsText),
    compared('Prometheus operator: processor time for it', ({ operator }) => operator.generatedSeconds, seconds),
    compared('Prometheus operator: processor time for one change', ({ operator }) => operator.changeSeconds * 1000, millisecondsText),
    compared('Prometheus operator: until the change is in the Secret', ({ operator }) => operator.changeMilliseconds, secondsText),
    compared('Prometheus operator: largest resident set', ({ operator }) => operator.peakBytes, mebibytesText),
    compared('Prometheus: until all targets are known', ({ prometheus }) => prometheus.discoveredMilliseconds, secondsText),
    compared('Prometheus: a reload', ({ prometheus }) => prometheus.reloadMilliseconds, millisecondsText),
    compared(
      'Prometheus: processor time while nothing changes, of one core',
      ({ prometheus }) => prometheus.processorSharePercent,
      percent,
    ),
    compared('Prometheus: largest resident set', ({ prometheus }) => prometheus.peakBytes, mebibytesText),
  ];
}
