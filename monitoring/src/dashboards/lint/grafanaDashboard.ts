import { dashboardFiles } from '../dashboardFiles.ts';

/** The part of a dashboard's JSON that tests read. */
export interface GrafanaDashboard {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly schemaVersion: number;
  readonly editable: boolean;
  readonly id?: number;
  readonly version?: number;
  readonly tags: readonly string[];
  readonly links: readonly { readonly type: string; readonly tags: readonly string[]; readonly url?: string }[];
  readonly templating: { readonly list: readonly GrafanaVariable[] };
  readonly annotations: { readonly list: readonly { readonly expr: string; readonly datasource: Datasource }[] };
  readonly panels: readonly GrafanaPanel[];
}

interface Datasource {
  readonly type: string;
  readonly uid: string;
}

export interface GrafanaVariable {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  /** For a data source variable, the kind of data source. */
  readonly query: string | { readonly query: string };
  readonly datasource?: Datasource;
  readonly multi: boolean;
  readonly allValue?: string;
  readonly refresh?: number;
}

export interface GrafanaPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: Datasource;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly fieldConfig?: {
    readonly defaults: {
      readonly unit?: string;
      readonly mappings?: readonly object[];
      readonly thresholds?: { readonly steps: readonly { readonly value: number | null; readonly color: string }[] };
    };
    readonly overrides: readonly { readonly properties: readonly { readonly id: string; readonly value: unknown }[] }[];
  };
  readonly targets?: readonly GrafanaTarget[];
}

export interface GrafanaTarget {
  readonly refId: string;
  readonly expr: string;
  readonly datasource: Datasource;
  readonly instant: boolean;
  readonly range: boolean;
  readonly format: string;
  readonly legendFormat?: string;
}

/** The generated dashboards, read back from their JSON. */
export function grafanaDashboards(): GrafanaDashboard[] {
  return [...dashboardFiles().values()].map((content) => JSON.parse(JSON.stringify(content)) as GrafanaDashboard);
}

/** Panels without rows, which are headings. */
export function shownPanels({ panels }: GrafanaDashboard): GrafanaPanel[] {
  return panels.filter(({ type }) => type !== 'row');
}
