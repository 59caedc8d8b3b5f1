/**
 * How a column is read:
 *
 * - `numeric`: numbers.
 * - `integer`: categories that are whole numbers, so that `1`, `01` and `1.0` (as a column with gaps is often written) are one category.
 * - `truth`: categories that are truth values, so that `true`, `True`, `TRUE` and a boolean of Parquet are one category.
 * - `time`: dates or times, in whatever notation. They always move on, so they are not compared.
 * - `categorical`: any other text, as it stands.
 */
export type ReadType = 'numeric' | 'integer' | 'truth' | 'time' | 'categorical';
