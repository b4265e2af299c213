// The least an app with pages has: where the visitor is, and links that go there without a new document.
import { StrictMode, createContext, useCallback, useContext, useState } from "react";
import { Home } from "virtual:/home.jsx";

const Visit = createContext(() => {});

export function App({ documents }) {
  const [, show] = useState("./");
  const go = useCallback((address) => {
    history.pushState(null, "", address);
    show(address);
  }, []);
  return (
    <StrictMode>
      <Visit value={go}>
        <Home {...documents} />
      </Visit>
    </StrictMode>
  );
}

export function Link({ href, ...rest }) {
  const go = useContext(Visit);
  const click = (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(href);
  };
  return <a href={href} onClick={click} {...rest} />;
}
