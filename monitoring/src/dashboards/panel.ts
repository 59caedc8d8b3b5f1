/** Units of Grafana that are used here. */
type Unit = 'none' | 'short' | 'percentunit' | 's' | 'cpm' | 'reqps' | 'ops' | 'bytes' | 'Bps' | 'bool_yes_no';

export type Color = 'green' | 'yellow' | 'orange' | 'red' | 'blue' | 'purple' | 'text';

/** A colour that applies from a value upwards; the first step has no value. */
export interface Step {
  readonly from?: number;
  readonly color: Color;
}

/** Texts and colours by value. */
export type Words = Readonly<Record<string, { readonly text: string; readonly color: Color }>>;

/** A Prometheus query of a panel. */
export interface Query {
  readonly expression: string;
  /** Name of each series in the legend; title of the column in a table. */
  readonly legend: string;
  readonly color?: Color;
  /** Drawn as a dashed line: a threshold, not a measurement. */
  readonly isLimit?: boolean;
  /** Whether the series are the cumulative buckets of a histogram. */
  readonly areBuckets?: boolean;
  /** Format of a table column where it differs from the panel. */
  readonly column?: { readonly unit?: Unit; readonly steps?: readonly Step[]; readonly words?: Words };
}

/** A panel, independent of Grafana's JSON. */
export interface Panel {
  readonly title: string;
  /** What it shows, which values are good, and what to do about bad ones. */
  readonly description: string;
  readonly kind: 'timeseries' | 'stat' | 'table' | 'bargauge' | 'statetimeline';
  readonly unit: Unit;
  readonly queries: readonly Query[];
  /** Columns of 24. */
  readonly width: number;
  /** Rows; 8 when absent. */
  readonly height?: number;
  readonly steps?: readonly Step[];
  /** Whether a graph draws its steps as lines or as coloured bands; not at all when absent. */
  readonly stepsAs?: 'line' | 'area';
  readonly minimum?: number;
  readonly maximum?: number;
  readonly decimals?: number;
  readonly stacked?: 'normal' | 'percent';
  readonly words?: Words;
  /** Labels that are columns of a table, by the title of the column. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Column by which a table is sorted, largest first. */
  readonly sortedBy?: string;
  /** Dashboard that a table row links to, by its uid. */
  readonly leadsTo?: string;
  /** Required exporter that is not part of every installation. */
  readonly needs?: 'cAdvisor' | 'node_exporter';
}

/** A heading and the panels below it. */
interface Section {
  readonly title: string;
  readonly panels: readonly Panel[];
}

export interface Variable {
  readonly name: string;
  readonly label: string;
  /** A `label_values(…)` query of Grafana. */
  readonly query: string;
  /** Whether several values may be chosen, initially all; otherwise one, initially the first. */
  readonly many: boolean;
  /** Regular expression for "all"; at least one character when absent. */
  readonly all?: string;
}

/** A dashboard, independent of Grafana's JSON. */
export interface Board {
  /** Name of its file. */
  readonly file: string;
  /** Fixed, so that links to it keep working. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** Variables in addition to data source, job and instance. */
  readonly variables: readonly Variable[];
  /** Selector of the targets whose jobs and instances can be chosen. */
  readonly targets: string;
  readonly sections: readonly Section[];
}
