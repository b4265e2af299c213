// Fetching scripts of ours such that the page runs nothing but what was built together with it.

/**
 * Fetches a module into the page's module map and has the browser compare it with what it must hash to; importing it then
 * takes it from there. Without a hash, as in a bundle of somebody else's, importing it is all there is.
 */
export function verified(address, integrity) {
  const link = document.createElement("link");
  if (!integrity || !link.relList.supports("modulepreload")) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const fail = () => reject(Object.assign(Error(`${address} is missing, or not what was built with this script`), { code: "unverified" }));
    Object.assign(link, { rel: "modulepreload", href: address, integrity, onload: resolve, onerror: fail });
    document.head.append(link);
  }).finally(() => link.remove());
}
