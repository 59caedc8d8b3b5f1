import { printStyles } from './printStyles.ts';
import { sectionStyles } from './sectionStyles.ts';
import { tableStyles } from './tableStyles.ts';

/** Colours by role. Text has a contrast of at least 4.5 : 1 against every ground it stands on, lines of a drawing at least 3 : 1. */
const colours = `
:root{color-scheme:light dark;
--ground:#f7f7f5;--surface:#fff;--raised:#f3f4f3;--text:#1c2024;--muted:#586069;--line:#e2e4e3;--firm:#c9cdcf;
--reference:#78828d;--reference-fill:#dde1e5;--current:#1f5fbf;--current-fill:#1f5fbf1f;--shade:31 95 191;
--drifted:#a8410a;--drifted-fill:#fdf0e7;--stable:#1b6e45;--stable-fill:#eaf5ee;--unknown:#59616a;--unknown-fill:#eff0f1;--warning:#7d5a00;--warning-fill:#fbf3dc}
@media screen and (prefers-color-scheme:dark){:root{
--ground:#131619;--surface:#1a1e22;--raised:#21262b;--text:#e4e7ea;--muted:#9ba4ae;--line:#2b3137;--firm:#454d55;
--reference:#8d98a4;--reference-fill:#39424b;--current:#74adff;--current-fill:#74adff26;--shade:116 173 255;
--drifted:#f5a066;--drifted-fill:#33241a;--stable:#6cc596;--stable-fill:#1a2b22;--unknown:#a4adb6;--unknown-fill:#262b30;--warning:#dcb452;--warning-fill:#2e2817}}
`;

const page = `
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
font-variant-numeric:tabular-nums;overflow-wrap:anywhere;-webkit-text-size-adjust:100%}
main,footer{max-width:1120px;margin:0 auto;padding:0 24px}
h1,h2,p,ul,dl,dd,figure{margin:0}
h1{display:flex;flex-wrap:wrap;align-items:center;gap:4px 16px;font-size:30px;line-height:1.2;font-weight:650;letter-spacing:-.015em}
h2{font-size:19px;line-height:1.3;font-weight:650;letter-spacing:-.01em}
small{display:block;font-size:12.5px;line-height:1.4;color:var(--muted);font-weight:400}
code{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.none{color:var(--muted)}
[title]{text-decoration:none}
header{padding:44px 0 8px}
.eyebrow{color:var(--muted);font-size:13px;margin-bottom:6px}
.sentence{font-size:18px;line-height:1.5;max-width:50em;margin-top:14px;text-wrap:pretty}
.verdict{display:inline-flex;align-items:center;gap:7px;white-space:nowrap;font-weight:600}
.verdict svg{width:12px;height:12px;fill:currentColor;flex:none}
.verdict.drifted{color:var(--drifted)}.verdict.stable{color:var(--stable)}.verdict.unknown{color:var(--unknown)}.verdict.warning{color:var(--warning)}
h1 .verdict,h2 .verdict{font-size:16px;letter-spacing:0;padding:5px 13px 5px 11px;border-radius:99px}
h1 .drifted,h2 .drifted{background:var(--drifted-fill)}h1 .stable,h2 .stable{background:var(--stable-fill)}h1 .unknown,h2 .unknown{background:var(--unknown-fill)}h1 .warning,h2 .warning{background:var(--warning-fill)}h2 .verdict{font-size:13.5px;padding:2px 10px 2px 9px;margin-left:8px;vertical-align:2px}
.counters{display:grid;grid-template-columns:repeat(6,1fr);gap:1px;margin-top:28px;background:var(--line);
border:1px solid var(--line);border-radius:10px;overflow:hidden}
.counters div{background:var(--surface);padding:14px 18px 16px}
dt{font-size:12.5px;color:var(--muted)}
.counters dd{font-size:22px;line-height:1.3;font-weight:600;letter-spacing:-.01em}
.counters .word{display:block;font-size:18px;line-height:1.3;padding-top:3px;letter-spacing:-.015em}
.counters dd>span:not([title]):not(.word){font-size:15px;font-weight:400;color:var(--muted);letter-spacing:0}
.counters small{letter-spacing:0;margin-top:2px}
.meter{display:block;width:100%;height:10px;margin-top:6px}
.meter path{fill:none;stroke-width:4;vector-effect:non-scaling-stroke}
.meter .rail{stroke:var(--line)}.meter .under{stroke:var(--muted)}.meter .over{stroke:var(--drifted)}
.meter .mark{stroke:var(--text);stroke-width:1.5}
.warnings{margin-top:20px;padding:14px 18px;border:1px solid var(--firm);border-left:4px solid var(--drifted);border-radius:6px;background:var(--surface)}
.warnings h2{font-size:15px}.warnings ul{padding-left:20px}
section{margin-top:44px}
footer{margin-top:56px;padding-top:8px;padding-bottom:56px;display:grid;grid-template-columns:1.35fr 1fr 1fr;gap:0 44px;font-size:14px;color:var(--muted)}
footer::before{content:"";grid-column:1/-1;border-top:1px solid var(--line)}
footer section{margin-top:24px}
footer h2{font-size:15px;color:var(--text);margin-bottom:8px}
footer ul{padding-left:18px;margin-top:6px}footer li{margin-top:3px}
footer b{color:var(--text);font-weight:600}
footer dl div{display:grid;grid-template-columns:92px 1fr;gap:12px;margin-top:3px}
footer dt{font-size:14px}footer dd{color:var(--text)}
`;

const narrow = `
@media(max-width:980px){.counters{grid-template-columns:repeat(3,1fr)}}
@media(max-width:1060px){${without('.method')}}
@media(max-width:900px){${without('.missing')}}
@media(max-width:1020px){.sides.three{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}.three>:first-child{grid-column:1/-1}}
@media(max-width:900px){footer{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}footer section:first-child{grid-column:1/-1}}
@media(max-width:820px){.sides,.pair{grid-template-columns:minmax(0,1fr)}}
@media(max-width:600px){
main,footer{padding-left:14px;padding-right:14px}
header{padding-top:24px}h1{font-size:24px}.sentence{font-size:16.5px}
.counters{grid-template-columns:1fr 1fr}.counters div{padding:11px 13px}.counters dd{font-size:19px}.counters .word{font-size:16px}
.row .narrow{display:block}
.row>*,.columns>thead th{padding-left:6px;padding-right:6px}
.sides.three,footer{grid-template-columns:minmax(0,1fr)}
.scroll{margin-left:-14px;margin-right:-14px;padding:0 14px}
.plain th,.plain td{padding-left:7px;padding-right:7px}.plain tr>:first-child{padding-left:12px}.plain tr>:last-child{padding-right:12px}
.plain .range,.ranking small{display:none}.plain td>small:not(:has(.verdict)){white-space:normal}.plain tbody th{min-width:84px}.metrics tbody th{overflow-wrap:break-word}.metrics th small{display:none}.ranking .priority{width:26%;min-width:90px}.ranking tbody th{min-width:112px}.ranking .priority svg{width:calc(100% - 62px)}
.columns .mini{width:84px}.columns .outcome{width:102px}
.row>th{font-size:14px}
.row .verdict{font-size:14px;gap:5px}
.columns>*>tr>:first-child{padding-left:10px}
${without('.limit', '.score')}
.detail-body{padding:4px 8px 14px}
}
`;

/**
 * Leaves columns out. Their cells stay in the grid without width: the row that opens spans all columns, and a grid of fixed layout
 * would share its width among columns that have no cell at all.
 */
function without(...names: string[]): string {
  const cells = names.map((name) => `.columns>*>tr>${name}`);
  const contents = cells.map((cell) => `${cell} *`);
  return `${cells}{width:.01px;padding:0;font-size:0;line-height:0;visibility:hidden}${contents}{display:none}`;
}

/** The style sheet of the report. */
export const styles = [colours, page, tableStyles, sectionStyles, narrow, printStyles].join('').replaceAll('\n', '');
