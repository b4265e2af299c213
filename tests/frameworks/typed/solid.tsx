/** @jsxImportSource solid-js */
import { type Glance, GuildhallMember } from "guildhall/widget/solid";

export function Standing(props: { glance: Glance | null }) {
  let element: GuildhallMember | undefined;
  const look = () => void element?.refresh();
  return (
    <guildhall-member
      ref={element}
      view="standing"
      count={3}
      hidden={false}
      class="panel"
      prop:when={{ tierRank: { $gte: 2 } }}
      prop:glance={props.glance}
      onClick={look}
      on:guildhall-select={(event) => console.log(event.detail.item ?? event.detail.href)}
    >
      <p slot="locked">Not yet</p>
    </guildhall-member>
  );
}

// @ts-expect-error: there is no such view
export const Odd = () => <guildhall-member view="crad" />;
// @ts-expect-error: a gate is open or not
export const Deaf = () => <guildhall-member on:guildhall-gate={(event: CustomEvent<{ open: string }>) => console.log(event)} />;
// @ts-expect-error: a glance has a form
export const Blind = () => <guildhall-member prop:glance={{}} />;
