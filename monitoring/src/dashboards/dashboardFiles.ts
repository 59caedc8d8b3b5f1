import { boards } from './boards/boards.ts';
import { dashboardJson } from './build/dashboardJson.ts';

/** The dashboards as Grafana reads them from files: the name of each, and its content. */
export function dashboardFiles(): ReadonlyMap<string, object> {
  return new Map(boards.map((board) => [`${board.file}.json`, dashboardJson(board)]));
}
