/**
 * How a column of a file is read: `numeric`; `categorical`, its text as it stands; or `integer`, categories that are whole numbers, so that
 * `1`, `01` and `1.0` (as a column with gaps is often written) are one category.
 */
export type ReadType = 'numeric' | 'categorical' | 'integer';
