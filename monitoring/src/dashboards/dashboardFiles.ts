import { boards } from './boards/boards.ts';
import { dashboardJson } from './build/dashboardJson.ts';

/** The dashboards as Grafana reads them, by file name. */
export function dashboardFiles(): ReadonlyMap<string, object> {
  return new Map(boards.map((board) => [`${board.file}.json`, dashboardJson(board)]));
}
