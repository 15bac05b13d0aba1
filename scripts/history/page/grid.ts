import { outcomes, runOutcome, type Outcome } from '../outcome.js';
import type { HistorySummary, OperationHistory } from '../summarize-history.js';
import { minuteText, runText } from '../words.js';
import { html, type Markup } from './markup.js';

/** More runs are drawn as bars without a sign; their height shows the outcome. */
const mostRoomy = 60;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The grid of operations by run, scrolled to the newest. Sign or height repeats what the colour shows. */
export function grid(nights: HistorySummary['nights'], operations: readonly OperationHistory[]): Markup {
  const roomy = nights.length <= mostRoomy;
  return html`<div class="scroll ${roomy ? 'roomy' : 'dense'}" tabindex="0" role="region" aria-label="Operations by run">
      <table>
        <caption class="hidden">
          The outcome of each operation in each run, the oldest run first
        </caption>
        ${roomy ? '' : columns(nights.length)}
        <thead>
          <tr>
            <td class="operation" colspan="2"></td>
            ${monthCells(nights, roomy ? 3 : Math.ceil(nights.length / 18))}
          </tr>
          <tr>
            <th scope="col" class="operation"><span class="hidden">Operation</span></th>
            <th scope="col" class="version"><span class="hidden">API version</span></th>
            ${nights.map(dayCell)}
          </tr>
        </thead>
        <tbody>
          ${operations.map((operation, index) => row(operation, rowSpan(operations, index)))}
        </tbody>
      </table>
    </div>
    ${legend(operations)}`;
}

/** Bars share the width but are at least two pixels wide: on a narrow screen the grid scrolls. */
function columns(count: number): Markup {
  return html`<colgroup>
    <col class="names" />
    <col class="versions" />
    <col span="${count}" width="${Math.max(2, Math.floor(700 / count))}" />
  </colgroup>`;
}

/** The months above their runs, named where the name fits. The last has room beside it. */
function monthCells(nights: HistorySummary['nights'], room: number): Markup[] {
  const spans: { month: string; count: number }[] = [];
  for (const { time } of nights) {
    const month = time.slice(0, 7);
    const last = spans.at(-1);
    if (last?.month === month) last.count += 1;
    else spans.push({ month, count: 1 });
  }
  return spans.map(({ month, count }, index) => {
    const name = `${months[Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`;
    return html`<td class="month" colspan="${count}">${count >= room || (index === spans.length - 1 && count < 3) ? name : ''}</td>`;
  });
}

function dayCell({ time, emulator }: HistorySummary['nights'][number]): Markup {
  const about = `${minuteText(time)}${emulator ? ', emulator' : ''}`;
  return html`<th scope="col" class="day" title="${about}">
    <b class="quiet${emulator ? ' emulated' : ''}" aria-hidden="true">${time.slice(8, 10)}</b><span class="hidden">${about}</span>
  </th>`;
}

/** The number of API versions that the name of an operation spans; 0 after the first of them. */
function rowSpan(operations: readonly OperationHistory[], index: number): number {
  const name = operations[index]?.operation;
  if (operations[index - 1]?.operation === name) return 0;
  const next = operations.findIndex(({ operation }, other) => other > index && operation !== name);
  return (next === -1 ? operations.length : next) - index;
}

function row({ operation, version, lines }: OperationHistory, span: number): Markup {
  const name = span === 0 ? '' : html`<th scope="rowgroup" class="operation" rowspan="${span}">${operation}</th>`;
  const cells = lines.map((line) => {
    const outcome = runOutcome(line);
    const { sign, words } = outcomes[outcome];
    return html`<td class="${outcome}" title="${line === undefined ? words : runText(line)}">
      <b aria-hidden="true">${sign}</b><span class="hidden">${words}</span>
    </td>`;
  });
  return html`<tr>
    ${name}
    <th scope="row" class="version">${version}</th>
    ${cells}
  </tr> `;
}

/** Explains the outcomes that occur. */
function legend(operations: readonly OperationHistory[]): Markup {
  const occurring = new Set(operations.flatMap(({ lines }) => lines.map(runOutcome)));
  const items = (Object.keys(outcomes) as Outcome[])
    .filter((outcome) => occurring.has(outcome) && outcome !== 'none')
    .map(
      (outcome) =>
        html`<li><span class="mark ${outcome}" aria-hidden="true">${outcomes[outcome].sign}</span> ${outcomes[outcome].words}</li>`,
    );
  return html`<ul class="legend" aria-label="Legend">
    ${items}${occurring.has('none') ? html`<li>empty: not run</li>` : ''}
  </ul>`;
}
