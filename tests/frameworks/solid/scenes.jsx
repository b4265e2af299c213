import { For, Show, onCleanup, onMount } from "solid-js";

export const Card = () => <guildhall-member mode="card" tier="Reader" />;

export const Gate = (props) => (
  <guildhall-member view="gate" mode="card" when="tier>=2" prop:glance={props.glance}>
    <p>{props.pieces} pieces for companions</p>
    <p slot="locked">Not yet</p>
  </guildhall-member>
);

export const Turn = (props) => (
  <Show when={props.isShown} fallback={<p>Nothing to see</p>}>
    <guildhall-member mode="card" tier="Reader" />
  </Show>
);

export const Hidden = (props) => <guildhall-member mode="card" tier="Reader" hidden={props.hidden} />;

export const Told = (props) => <guildhall-member mode="card" count={props.count} score={props.score} tier={props.tier} />;

export const Given = (props) => (
  <guildhall-member mode="card" prop:glance={props.glance} prop:when={props.when} prop:seatPlan={props.seatPlan} />
);

export function Watched(props) {
  let element;
  const hear = () => props.onHeard("imperative");
  onMount(() => element.addEventListener("guildhall-select", hear));
  onCleanup(() => element.removeEventListener("guildhall-select", hear));
  return <guildhall-member mode="card" ref={element} />;
}

export const Heard = (props) => (
  <guildhall-member
    view="standing"
    mode="card"
    on:seattaken={() => props.onHeard("lowercase")}
    on:guildhall-select={(event) => props.onSelect(event)}
    on:seatFreed={() => props.onHeard("camelCase")}
    on:SEATkept={() => props.onHeard("CAPScase")}
    on:SeatMoved={() => props.onHeard("PascalCase")}
  />
);

export const Row = (props) => (
  <For each={props.ids}>{(id) => <guildhall-member id={id} view="standing" mode={props.mode} />}</For>
);
