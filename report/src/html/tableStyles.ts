const tools = `
.tools{display:flex;flex-wrap:wrap;align-items:center;gap:8px 18px;margin-top:14px;font-size:13.5px;color:var(--muted)}
.tools[hidden]{display:none}
.tools label{display:flex;align-items:center;gap:7px}
.tools input,.tools select,.tools button{font:inherit;color:var(--text);background:var(--surface);border:1px solid #868e96;border-radius:6px;padding:4px 8px;max-width:100%}
.tools input{width:150px}
.tools button{cursor:pointer}.tools button[aria-pressed=true]{background:var(--raised);font-weight:600}
.tools output{margin-left:auto}
`;

const columns = `
table{border-collapse:collapse;width:100%}
caption{text-align:left}
th{font-weight:600;text-align:left}
.columns{margin-top:14px;background:var(--surface);border:1px solid var(--line);border-radius:10px;border-collapse:separate;border-spacing:0;table-layout:fixed}
.columns>caption{padding-bottom:10px;font-size:13.5px;color:var(--muted)}
.legend{display:inline-flex;align-items:center;gap:7px;white-space:nowrap}
.legend svg{width:24px;height:12px}.legend svg+svg,.legend svg:last-of-type{margin-left:10px}
.columns>thead th{position:sticky;top:0;z-index:2;background:var(--surface);font-size:12.5px;font-weight:500;color:var(--muted);
padding:9px 12px;border-bottom:1px solid var(--firm);white-space:nowrap}
.columns thead button{all:unset;cursor:pointer}.columns thead button:hover{color:var(--text)}
.columns thead button:focus-visible{outline:2px solid var(--current);outline-offset:3px;border-radius:3px}
[aria-sort]{color:var(--text)!important}
[aria-sort]::after{content:"";display:inline-block;margin-left:6px;vertical-align:2px;border:4px solid transparent;border-top:5px solid;border-bottom:0}
[aria-sort=ascending]::after{border-top:0;border-bottom:5px solid}
.columns>thead th:first-child{border-top-left-radius:10px}.columns>thead th:last-child{border-top-right-radius:10px}
.row>*{padding:8px 12px;vertical-align:middle;border-bottom:1px solid var(--line)}
.columns>*>tr>:first-child{padding-left:18px}.columns>*>tr>:last-child{padding-right:18px}
.row{position:relative}
.row:hover>*{background:var(--raised)}
.row>th{line-height:1.35}
.row .number,.columns>thead .number{text-align:right;white-space:nowrap}
.row .limit,.row .missing,.row .method{font-size:14px}
.row .limit{color:var(--muted)}
.row .shifted{color:var(--drifted);font-weight:600}
.row [title]{position:relative;z-index:1}
.columns>tbody:last-child>tr:last-child>*,.columns>tbody:last-child:not(:has([open]))>.row>*{border-bottom:0}
summary{cursor:pointer;list-style:none;display:flex;align-items:baseline;gap:9px;outline:0}
summary::-webkit-details-marker{display:none}
summary::before{content:"";flex:none;width:6px;height:6px;border:solid var(--muted);border-width:0 1.6px 1.6px 0;transform:translateY(-2px) rotate(-45deg)}
[open]>summary::before{transform:translateY(-3px) rotate(45deg)}
summary::after{content:"";position:absolute;inset:0}
.row:has(summary:focus-visible){outline:2px solid var(--current);outline-offset:-2px}
.row small{white-space:nowrap}.row>th small{padding-left:15px}
.mini{width:156px}.columns .method{width:206px}.columns .score{width:116px}.columns .limit{width:98px}.columns .missing{width:134px}.columns .outcome{width:122px}
.row .narrow{display:none}
.row .verdict.stable{font-weight:500}
.mini svg{display:block;width:100%;height:34px;padding:1px}
svg{overflow:visible}
.r,.c{vector-effect:non-scaling-stroke;stroke-linejoin:round}
.r{fill:var(--reference-fill);stroke:var(--reference);stroke-width:1}
.c{fill:var(--current-fill);stroke:var(--current);stroke-width:1.6}
.mini .r{stroke-width:.8}.mini .c{stroke-width:1.4}
`;

const detail = `
.detail{display:none}
tbody:has([open])>.detail{display:table-row}
@supports not selector(:has(a)){.detail{display:table-row}}
tbody:has([open])>.row>*{border-bottom-color:transparent}
.detail>td{padding:0;border-bottom:1px solid var(--line)}
.detail-body{padding:4px 0 26px 15px;max-width:100%}
.detail-body p{max-width:62em;font-size:14px;color:var(--muted)}
.detail-body .reason{color:var(--text)}
.sides{display:grid;grid-template-columns:minmax(0,1.35fr) minmax(0,1fr);gap:20px 48px;margin-top:16px;align-items:start}
.sides.three{grid-template-columns:minmax(0,1fr) 278px minmax(0,290px);gap:20px 32px}
.quantiles .plot{grid-template-columns:62px 1fr;padding-right:20px}
.diagonal{stroke:var(--reference);stroke-width:1;stroke-dasharray:4 4;vector-effect:non-scaling-stroke}
.dots,.dot{fill:none;stroke:var(--current);stroke-width:6;stroke-linecap:round;vector-effect:non-scaling-stroke}
.over-time{margin-top:18px}
.over-time svg{display:block;width:100%;height:44px;border-bottom:1px solid var(--firm)}.over-time path{fill:var(--current)}
figcaption>:first-child,caption>:first-child{margin-right:22px}
figcaption,.figures caption{font-size:12.5px;color:var(--muted);padding-bottom:8px}
.plot{display:grid;grid-template:216px 22px/46px 1fr;padding-right:10px;font-size:12px;color:var(--muted)}
.y,.x,.area{position:relative}
.y span{position:absolute;right:9px;transform:translateY(50%);white-space:nowrap}
.x{grid-column:2}
.x span{position:absolute;top:5px;transform:translateX(-50%);white-space:nowrap}
.x span::before{content:"";position:absolute;left:50%;top:-5px;height:4px;border-left:1px solid var(--firm)}
.area{border-bottom:1px solid var(--firm)}
.area svg{position:absolute;inset:0;width:100%;height:100%}
.area i{position:absolute;left:0;right:0;border-top:1px solid var(--line)}
.figures{font-size:13.5px}
.figures th,.figures td{padding:2.5px 0 2.5px 12px;border-bottom:1px solid var(--line);text-align:right;font-weight:400}
.figures thead th{font-size:12.5px;color:var(--muted)}
.figures td,.figures thead th{white-space:nowrap}
.figures tr>:first-child{text-align:left;padding-left:0}
.figures tbody th{color:var(--muted)}
.figures tbody td:last-child{font-weight:600}
.categories tbody th{color:var(--text);width:34%}
.bar{width:36%}.bar svg{display:block;width:100%;height:16px}
`;

/** Style of the tables of columns, of what their rows open to, and of the tools above. */
export const tableStyles = tools + columns + detail;
