// Tables and polynomial of logf in the ARM Optimized Routines, which the C libraries of Linux use: 1/c and log c for 16 intervals of the mantissa.
const inverses = [
  1.398907162146528, 1.3403141896637998, 1.286432210124115, 1.2367150214269895, 1.1906977166711752, 1.1479821020556429, 1.1082251448272158,
  1.0711297413057381, 1.036437278977283, 1, 0.9492859795739057, 0.8951049428609004, 0.8476821620351103, 0.8050314851692001,
  0.7664671008843108, 0.731428603316328,
];
const logarithms = [
  -0.33569133332882284, -0.2929040563774074, -0.2518726580937369, -0.21245868807117255, -0.17453945183745634, -0.1380057072319758,
  -0.10275976698545139, -0.06871392447020525, -0.0357891387398228, 0, 0.05204517742929496, 0.11081431298787942, 0.1652495223695143,
  0.21687389031699977, 0.2659635028121397, 0.3127556664073557,
];
const coefficients = [-0.25089342214237154, 0.333456765744066, -0.4999997485802103] as const;

/**
 * The natural logarithm in float32, equal to C's `logf` bit for bit: Math.log rounded to float32 is another number for one argument in 250.
 *
 * @param value a positive, normal float32
 */
export function logFloat32(value: number): number {
  if (value === 1) return 0;
  const bits = new Int32Array(Float32Array.of(value).buffer)[0] as number;
  const shifted = (bits - 0x3f330000) | 0;
  const interval = (shifted >>> 19) % 16;
  const exponent = shifted >> 23;
  const mantissa = new Float32Array(Int32Array.of(bits - (shifted & 0xff800000)).buffer)[0] as number;
  const [a0, a1, a2] = coefficients;
  const r = mantissa * (inverses[interval] as number) - 1;
  const start = (logarithms[interval] as number) + exponent * Math.LN2;
  return Math.fround((a0 * r * r + (a1 * r + a2)) * (r * r) + (start + r));
}
