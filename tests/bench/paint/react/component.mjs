// Writes a React page that renders what Guildhall's Home renders: one component for each of its sections, and from the two
// documents whatever text comes from them. Written by hand it would fall behind Home with the next change.

const SECTIONS = ["article", "footer", "header", "main", "nav", "section"];
const PROPERTIES = {
  class: "className",
  for: "htmlFor",
  tabindex: "tabIndex",
  colspan: "colSpan",
  rowspan: "rowSpan",
  datetime: "dateTime",
  autocomplete: "autoComplete",
  inputmode: "inputMode",
  enterkeyhint: "enterKeyHint",
  maxlength: "maxLength",
  minlength: "minLength",
  readonly: "readOnly",
  srcset: "srcSet",
  hreflang: "hrefLang",
  crossorigin: "crossOrigin",
  fetchpriority: "fetchPriority",
  "xlink:href": "xlinkHref",
};
/** Properties that are there or not. */
export const FLAGS = ["checked", "disabled", "hidden", "inert", "multiple", "open", "readonly", "required", "selected"];
/** Shorter texts are the same in several places of the documents by chance. */
const SHORTEST = 4;

/** The source of a module that exports `Home`; `nodes` as `markup` in `page.mjs` reads them. */
export function component(nodes, documents) {
  const places = texts(documents);
  const parts = [];
  const body = nodes.map((node) => write(node)).join("");
  parts.push(`export function Home(props) { const { charter, catalogue } = props; return <>${body}</>; }`);
  return [`import { Link } from "/App.jsx";`, ...parts].join("\n");

  function write(node) {
    if (typeof node === "string") return `{${text(node)}}`;
    const [tag, attributes, children] = node;
    const element = plain(tag, attributes, children);
    if (!SECTIONS.includes(tag)) return element;
    const name = `${tag[0].toUpperCase()}${tag.slice(1)}${parts.length}`;
    parts.push(`function ${name}(props) { const { charter, catalogue } = props; return ${element}; }`);
    return `<${name} {...props} />`;
  }

  function plain(tag, attributes, children) {
    const isWithin = tag === "a" && attributes.href?.startsWith("./");
    const name = isWithin ? "Link" : tag;
    const chosen = children.find((child) => child[0] === "option" && "selected" in child[1]);
    const properties = Object.entries(attributes).map(([attribute, value]) => property(tag, attribute, value));
    if (tag === "select" && chosen) properties.push(`defaultValue={${JSON.stringify(chosen[1].value)}}`);
    const open = [name, ...properties.filter(Boolean)].join(" ");
    return children.length ? `<${open}>${children.map(write).join("")}</${name}>` : `<${open} />`;
  }

  function property(tag, attribute, value) {
    // React keeps these on the element that has the choice.
    if (tag === "option" && attribute === "selected") return undefined;
    const isGiven = tag === "input" && ["value", "checked"].includes(attribute);
    if (isGiven) return `default${attribute[0].toUpperCase()}${attribute.slice(1)}={${JSON.stringify(attribute === "value" ? value : value || true)}}`;
    if (FLAGS.includes(attribute)) return `${PROPERTIES[attribute] ?? attribute}={true}`;
    const isKept = /^(aria|data)-/.test(attribute);
    const name = PROPERTIES[attribute] ?? (isKept ? attribute : attribute.replace(/-(.)/g, (_, letter) => letter.toUpperCase()));
    return `${name}={${text(value)}}`;
  }

  function text(value) {
    return places.get(value) ?? JSON.stringify(value);
  }
}

/** Where in the documents each text stands, as an expression. */
function texts(documents) {
  const places = new Map();
  const visit = (value, place) => {
    if (typeof value === "string") {
      if (value.length >= SHORTEST && !places.has(value)) places.set(value, place);
    } else if (value && typeof value === "object") {
      for (const [key, inner] of Object.entries(value)) visit(inner, `${place}[${JSON.stringify(key)}]`);
    }
  };
  for (const [name, document] of Object.entries(documents)) visit(document, name);
  return places;
}
