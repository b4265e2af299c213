/** @jsxImportSource react */
import { type Glance, GuildhallMember } from "guildhall/widget/react";
import { useRef } from "react";

export function Standing({ glance }: { glance: Glance | null }) {
  const element = useRef<GuildhallMember>(null);
  const look = () => void element.current?.refresh();
  return (
    <guildhall-member
      ref={element}
      view="standing"
      count={3}
      hidden={false}
      className="panel"
      when={{ tierRank: { $gte: 2 } }}
      glance={glance}
      onClick={look}
      onguildhall-select={(event) => console.log(event.detail.item ?? event.detail.href)}
    >
      <p slot="locked">Not yet</p>
    </guildhall-member>
  );
}

// @ts-expect-error: there is no such view
export const Odd = () => <guildhall-member view="crad" />;
// @ts-expect-error: a gate is open or not
export const Deaf = () => <guildhall-member onguildhall-gate={(event: CustomEvent<{ open: string }>) => console.log(event)} />;
// @ts-expect-error: a glance has a form
export const Blind = () => <guildhall-member glance={{}} />;
