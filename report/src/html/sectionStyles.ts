/** Style of the sections beside the columns: their list, plain tables, interval marks, matrices, the error over time, bars. */
export const sectionStyles = `
nav ul{display:flex;flex-wrap:wrap;gap:8px;margin-top:20px;padding:0;list-style:none;font-size:14px}
nav a{display:flex;gap:8px;padding:5px 12px;border:1px solid var(--line);border-radius:99px;background:var(--surface);color:var(--text);text-decoration:none}
nav a:hover{border-color:var(--muted)}
nav .note{color:var(--muted)}
:focus-visible{outline:2px solid var(--current);outline-offset:2px}
section{scroll-margin-top:12px}
h3{margin:30px 0 0;font-size:16px;line-height:1.3;font-weight:650}
h3 .verdict{font-size:13.5px;margin-left:8px}
.lead,.quality>p{max-width:62em;margin-top:6px;font-size:14px;color:var(--muted)}
section>figure{margin-top:18px}section>figure .plot{padding-right:18px}
.scroll{overflow-x:auto;margin-top:20px}
.plain{background:var(--surface);border:1px solid var(--line);border-radius:10px;border-collapse:separate;border-spacing:0}
.plain caption{padding-bottom:8px;font-size:13.5px;color:var(--muted)}
.plain th,.plain td{padding:7px 12px;border-bottom:1px solid var(--line);vertical-align:top}
.plain tr>:first-child{padding-left:18px}.plain tr>:last-child{padding-right:18px}
.plain thead th{font-size:12.5px;font-weight:500;color:var(--muted);white-space:nowrap;border-bottom-color:var(--firm)}
.plain tbody tr:last-child>*{border-bottom:0}
.plain tbody th{font-weight:600;overflow-wrap:anywhere;min-width:110px}
.plain .number{text-align:right;white-space:nowrap}
.plain .figure,.plain td>small:not(:has(.verdict)){white-space:nowrap}
.plain b{font-weight:600}
.metrics .range{width:30%;min-width:120px;vertical-align:middle}
.interval{display:block;width:100%;height:24px}
.interval path{fill:none;stroke-width:2;stroke-linecap:round;vector-effect:non-scaling-stroke}
.interval .reference{stroke:var(--reference)}.interval .current{stroke:var(--current)}
.interval .dot{stroke-width:8}
.pair{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 28px}
.confusion td{background:rgb(var(--shade)/var(--s))}.confusion .hit{font-weight:600}.confusion tr:last-child>:last-child{border-bottom-right-radius:9px}
.line{fill:none;stroke:var(--current);stroke-width:2;stroke-linejoin:round;stroke-linecap:round;vector-effect:non-scaling-stroke}
#performance-history .legend{flex-wrap:wrap}.day .span{fill:var(--current-fill)}.day .dot{stroke:var(--current);stroke-width:3;vector-effect:non-scaling-stroke}
.day.young{opacity:.4}.day.young .dot{stroke:var(--reference)}.day.young .span{fill:var(--reference-fill)}
.day.worse .span{fill:var(--drifted-fill)}.day.worse .dot{stroke:var(--drifted)}
.estimate{fill:none;stroke:var(--warning);stroke-width:1.5;stroke-dasharray:5 4;vector-effect:non-scaling-stroke}
.base{fill:none;stroke:var(--reference);stroke-width:1;vector-effect:non-scaling-stroke}
.alarm{stroke:var(--drifted);stroke-width:2;vector-effect:non-scaling-stroke}
.alarm.warning{stroke:var(--warning);stroke-width:1.5;stroke-dasharray:4 3}
.ranking .priority{width:38%;min-width:130px}
.priority span{display:inline-block;width:60px;white-space:nowrap}
.priority svg{width:calc(100% - 64px);height:11px;vertical-align:-1px}.priority path{fill:var(--current)}
`;
