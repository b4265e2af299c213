import { useEffect, useRef } from "react";

export const Card = () => <guildhall-member mode="card" tier="Reader" />;

export const Gate = ({ glance, pieces }) => (
  <guildhall-member view="gate" mode="card" when="tier>=2" glance={glance}>
    <p>{pieces} pieces for companions</p>
    <p slot="locked">Not yet</p>
  </guildhall-member>
);

export const Turn = ({ isShown }) => (isShown ? <guildhall-member mode="card" tier="Reader" /> : <p>Nothing to see</p>);

export const Hidden = ({ hidden }) => <guildhall-member mode="card" tier="Reader" hidden={hidden} />;

export const Told = ({ count, score, tier }) => <guildhall-member mode="card" count={count} score={score} tier={tier} />;

export const Given = ({ glance, when, seatPlan }) => (
  <guildhall-member mode="card" glance={glance} when={when} seatPlan={seatPlan} />
);

export function Watched({ onHeard }) {
  const element = useRef(null);
  useEffect(() => {
    const { current } = element;
    const hear = () => onHeard("imperative");
    current.addEventListener("guildhall-select", hear);
    return () => current.removeEventListener("guildhall-select", hear);
  }, [onHeard]);
  return <guildhall-member mode="card" ref={element} />;
}

export const Heard = ({ onHeard, onSelect }) => (
  <guildhall-member
    view="standing"
    mode="card"
    onseattaken={() => onHeard("lowercase")}
    onguildhall-select={onSelect}
    onseatFreed={() => onHeard("camelCase")}
    onSEATkept={() => onHeard("CAPScase")}
    onSeatMoved={() => onHeard("PascalCase")}
  />
);

export const Row = ({ ids, mode }) => ids.map((id) => <guildhall-member key={id} id={id} view="standing" mode={mode} />);
