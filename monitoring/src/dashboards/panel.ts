/** Units of Grafana that are used here. */
type Unit = 'none' | 'short' | 'percentunit' | 's' | 'cpm' | 'reqps' | 'ops' | 'bytes' | 'Bps' | 'bool_yes_no';

export type Color = 'green' | 'yellow' | 'orange' | 'red' | 'blue' | 'purple' | 'text';

/** A colour from a value on; the first has no value. */
export interface Step {
  readonly from?: number;
  readonly color: Color;
}

/** Words for a value. */
export type Words = Readonly<Record<string, { readonly text: string; readonly color: Color }>>;

/** What a panel asks Prometheus. */
export interface Query {
  readonly expression: string;
  /** Name of each series in the legend; title of the column in a table. */
  readonly legend: string;
  readonly color?: Color;
  /** Drawn as a dashed line: a threshold, not a measurement. */
  readonly isLimit?: boolean;
  /** Whether the series are the buckets of a histogram, each of which holds those below. */
  readonly areBuckets?: boolean;
  /** What a column of a table looks like where it is not as the panel. */
  readonly column?: { readonly unit?: Unit; readonly steps?: readonly Step[]; readonly words?: Words };
}

/** What a panel is, without how Grafana writes it down. */
export interface Panel {
  readonly title: string;
  /** What it shows, what is good, and what to do when it is not. */
  readonly description: string;
  readonly kind: 'timeseries' | 'stat' | 'table' | 'bargauge' | 'statetimeline';
  readonly unit: Unit;
  readonly queries: readonly Query[];
  /** Columns of 24. */
  readonly width: number;
  /** Rows; 8 when absent. */
  readonly height?: number;
  readonly steps?: readonly Step[];
  /** How a graph shows its steps: as lines or as coloured bands; not at all when absent. */
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
  /** Dashboard that a row of a table leads to, by its uid. */
  readonly leadsTo?: string;
  /** Exporter that is needed and is not part of every installation. */
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
  /** `label_values(…)`, as Grafana understands it. */
  readonly query: string;
  /** Whether several may be chosen, and all at the beginning; else the first. */
  readonly many: boolean;
  /** What all comes to, as a regular expression; at least one character when absent. */
  readonly all?: string;
}

/** A dashboard, without how Grafana writes it down. */
export interface Board {
  /** Name of its file. */
  readonly file: string;
  /** Fixed, so that links go on leading to it. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** Variables beside data source, job and instance. */
  readonly variables: readonly Variable[];
  /** Selector of the targets that job and instance are chosen from. */
  readonly targets: string;
  readonly sections: readonly Section[];
}
