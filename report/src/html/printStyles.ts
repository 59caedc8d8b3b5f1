/** On paper every row is open, the tools are gone and the ground is white. */
export const printStyles = `
@media print{
@page{margin:14mm}
:root{color-scheme:light}
body{background:#fff;font-size:10.5pt}
main,footer{max-width:none;padding:0}
header{padding-top:0}
section{margin-top:24pt}
nav,.tools,summary::before,[aria-sort]::after{display:none}.row>th small{padding-left:0}
.columns>thead th{position:static}
.detail{display:table-row}
.columns>tbody,.plain tr,figure{break-inside:avoid}
.scroll{overflow:visible}
.sides{grid-template-columns:minmax(0,1.2fr) minmax(0,1fr);gap:8px 28px;margin-top:8px}
.sides.three{grid-template-columns:minmax(0,1fr) 190px 240px;gap:8px 18px}.three>:first-child{grid-column:auto}
.quantiles .plot{padding-right:6px}
.plot{grid-template-rows:170px 22px}
.figures th,.figures td{padding-top:0;padding-bottom:0}
.detail-body{padding-bottom:12px}
.columns,.plain,.counters,.warnings{background:none}
.row .verdict{font-size:10pt}
h2,h3,.lead,caption{break-after:avoid}
}
`;
