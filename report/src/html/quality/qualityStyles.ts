/** Style of the checks, beside that of the report. The radio buttons filter the rows without any script. */
export const qualityStyles = `
.verdict.failed{color:var(--drifted)}.verdict.passed{color:var(--stable)}
h1 .failed{background:var(--drifted-fill)}h1 .passed{background:var(--stable-fill)}
.verdict.failed svg,.verdict.passed svg,header .unknown svg{fill:none;stroke:currentColor;stroke-width:1.8}
.show{display:flex;flex-wrap:wrap;gap:6px 18px;margin:14px 0 0;padding:0;border:0;font-size:13.5px;color:var(--muted)}
.show legend{float:left;padding:0;margin-right:18px}
.show label{display:flex;align-items:center;gap:6px;cursor:pointer;color:var(--text)}
.show input{accent-color:var(--current);margin:0}
.quality:has([value=failed]:checked) tbody>:not(.failed),.quality:has([value=unknown]:checked) tbody>:not(.unknown),
.quality:has([value=passed]:checked) tbody>:not(.passed){display:none}
.checks{margin-top:14px;background:var(--surface);border:1px solid var(--line);border-radius:10px;border-collapse:separate;border-spacing:0}
.checks caption{font-size:13.5px;color:var(--muted);padding-bottom:10px}
.checks th,.checks td{padding:7px 12px;border-bottom:1px solid var(--line);vertical-align:top}
.checks thead th{white-space:nowrap;font-size:12.5px;font-weight:500;color:var(--muted);border-color:var(--firm)}
.checks tbody th{font-weight:500;min-width:140px}
.checks tbody>:last-child>*{border-bottom:0}
.checks .n{text-align:right;white-space:nowrap}
.checks .limit{color:var(--muted)}
.checks .word{width:112px;font-weight:600;white-space:nowrap}
.checks .word::before{display:inline-block;width:1.25em;font-weight:700}
.failed>.word{color:var(--drifted)}.passed>.word{color:var(--stable);font-weight:500}.unknown>.word{color:var(--unknown)}
.failed>.word::before{content:"✕"/""}.passed>.word::before{content:"✓"/""}.unknown>.word::before{content:"◇"/""}
@media(max-width:600px){
.checks thead{position:absolute;clip-path:inset(50%)}
.checks,.checks tbody,.checks caption{display:block}.checks caption{padding:10px 12px;border-bottom:1px solid var(--line)}
.checks tr{display:grid;grid-template-columns:1fr 1fr auto;padding:9px 12px;gap:2px 12px;border-bottom:1px solid var(--line)}
.checks tbody>:last-child{border-bottom:0}
.checks th,.checks td{padding:0;border:0;min-width:0}
.checks tbody th{grid-column:1/3}.checks .word{grid-column:3;grid-row:1;width:auto}
.checks .what{grid-column:1/-1;grid-row:2}
.checks .n{text-align:left;font-size:13px;white-space:normal}
.checks .n::before{display:block;font-size:11.5px;color:var(--muted)}
.checks td:nth-of-type(2)::before{content:"Reference"}.checks td:nth-of-type(3)::before{content:"Current"}.checks td:nth-of-type(4)::before{content:"Passes if"}
}
@media print{.show{display:none}.checks tr{break-inside:avoid}.checks{background:none}.quality tbody>*{display:table-row!important}}
`.replaceAll('\n', '');
