import { PanelBuilder as BarGauge } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TableSortByFieldStateBuilder,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizOrientation,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as Stat } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as StateTimeline } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as Table } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeSeries } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Panel } from '../panel.ts';

export type AnyPanelBuilder = BarGauge | Stat | StateTimeline | Table | TimeSeries;

/** A builder for the kind of panel, with its visual options. */
export function panelBuilder(panel: Panel): AnyPanelBuilder {
  switch (panel.kind) {
    case 'timeseries':
      return timeSeries(panel);
    case 'stat':
      return new Stat()
        .colorMode(BigValueColorMode.Value)
        .graphMode(panel.queries.length === 1 ? BigValueGraphMode.Area : BigValueGraphMode.None)
        .textMode(panel.queries.length === 1 ? BigValueTextMode.Value : BigValueTextMode.ValueAndName)
        .orientation(VizOrientation.Auto)
        .reduceOptions(newest());
    case 'bargauge':
      return new BarGauge()
        .displayMode(BarGaugeDisplayMode.Basic)
        .orientation(VizOrientation.Horizontal)
        .showUnfilled(true)
        .reduceOptions(newest());
    case 'statetimeline':
      return new StateTimeline().showValue(VisibilityMode.Never).mergeValues(true).rowHeight(0.8).legend(legend());
    case 'table':
      return table(panel);
  }
}

function timeSeries({ stacked, stepsAs, queries }: Panel): TimeSeries {
  const builder = new TimeSeries()
    .lineWidth(2)
    .fillOpacity(stacked === undefined ? 8 : 60)
    .showPoints(VisibilityMode.Never)
    // A single missed scrape is not an outage.
    .spanNulls(120_000)
    .legend(legend(queries.length))
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  if (stacked !== undefined)
    builder.stacking(new StackingConfigBuilder().mode(stacked === 'percent' ? StackingMode.Percent : StackingMode.Normal).group('A'));
  if (stepsAs !== undefined)
    builder.thresholdsStyle(
      new GraphThresholdsStyleConfigBuilder().mode(stepsAs === 'area' ? GraphThresholdsStyleMode.Area : GraphThresholdsStyleMode.Dashed),
    );
  return builder;
}

function table({ sortedBy }: Panel): Table {
  const builder = new Table().filterable(true);
  return sortedBy === undefined ? builder : builder.sortBy([new TableSortByFieldStateBuilder().displayName(sortedBy).desc(true)]);
}

function newest(): ReduceDataOptionsBuilder {
  return new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false);
}

/** Below the graph, with the newest value if there are several queries. */
function legend(queries = 1): VizLegendOptionsBuilder {
  return new VizLegendOptionsBuilder()
    .showLegend(true)
    .displayMode(LegendDisplayMode.List)
    .placement(LegendPlacement.Bottom)
    .calcs(queries > 1 ? ['lastNotNull'] : []);
}
