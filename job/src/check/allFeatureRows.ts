import type { Table, Window, WindowRows } from '@modelmonitor/tables';
import { mergedWindow } from '../pods/mergedWindow.ts';

/** The features of all rows that callers sent: the captured rows and those refused for an unseen category, by time. */
export function allFeatureRows({ monitor, refused, ...captured }: Window): Table {
  const featuresAndTime = ({ rows, columns }: WindowRows): Window => {
    return { monitor, rows, columns: columns.filter(({ role }) => role === 'feature' || role === 'time') };
  };
  const parts = refused === undefined ? [captured] : [captured, refused];
  const { rows, columns } = mergedWindow(parts.map(featuresAndTime), Number.POSITIVE_INFINITY);
  return { rows, columns: columns.filter(({ role }) => role === 'feature') };
}

/** The features of all rows, also of refused ones. */
export function rowsToCompare(window: Window): Table {
  return window.refused === undefined ? currentTable(window) : allFeatureRows(window);
}

/** The features of the rows with a prediction. */
export function currentTable({ rows, columns }: Window): Table {
  return { rows, columns: columns.filter(({ role }) => role === 'feature') };
}
