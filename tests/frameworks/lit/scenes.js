import { html } from "lit";
import { ref } from "lit/directives/ref.js";
import { repeat } from "lit/directives/repeat.js";

export const Card = () => html`<guildhall-member mode="card" tier="Reader"></guildhall-member>`;

export const Gate = ({ glance, pieces }) => html`
  <guildhall-member view="gate" mode="card" when="tier>=2" .glance=${glance}>
    <p>${pieces} pieces for companions</p>
    <p slot="locked">Not yet</p>
  </guildhall-member>
`;

export const Turn = ({ isShown }) =>
  isShown ? html`<guildhall-member mode="card" tier="Reader"></guildhall-member>` : html`<p>Nothing to see</p>`;

export const Hidden = ({ hidden }) => html`
  <guildhall-member mode="card" tier="Reader" ?hidden=${hidden}></guildhall-member>
`;

export const Told = ({ count, score, tier }) => html`
  <guildhall-member mode="card" count=${count} score=${score} tier=${tier}></guildhall-member>
`;

export const Given = ({ glance, when, seatPlan }) => html`
  <guildhall-member mode="card" .glance=${glance} .when=${when} .seatPlan=${seatPlan}></guildhall-member>
`;

export function Watched({ onHeard }) {
  const hear = () => onHeard("imperative");
  const listen = (element) => element?.addEventListener("guildhall-select", hear);
  return html`<guildhall-member mode="card" ${ref(listen)}></guildhall-member>`;
}

export const Heard = ({ onHeard, onSelect }) => html`
  <guildhall-member
    view="standing"
    mode="card"
    @seattaken=${() => onHeard("lowercase")}
    @guildhall-select=${onSelect}
    @seatFreed=${() => onHeard("camelCase")}
    @SEATkept=${() => onHeard("CAPScase")}
    @SeatMoved=${() => onHeard("PascalCase")}
  ></guildhall-member>
`;

export const Row = ({ ids, mode }) =>
  repeat(ids, (id) => id, (id) => html`<guildhall-member id=${id} view="standing" mode=${mode}></guildhall-member>`);
