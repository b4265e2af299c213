// What no page of the site may ever do. Attached to a browser context before its first page.

/** A list of what went wrong, each a string that begins with its kind. */
export class Problems {
  #found = [];
  #expected = [];

  /** Watches every page of `context`, now and later; `site` is the only origin it may talk to. */
  async watch(context, site) {
    const origin = new URL(site).origin;
    const add = (kind, text) => this.#found.push(`${kind}: ${text}`);

    await context.exposeBinding("reportViolation", (_, violation) => add("security policy", violation));
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => {
        const where = `${event.sourceFile || event.documentURI}:${event.lineNumber}`;
        globalThis.reportViolation(`${event.effectiveDirective} blocked ${event.blockedURI} at ${where}`);
      });
    });
    context.on("console", (message) => {
      if (message.type() === "error") add("console error", `${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (webError) => add("uncaught", webError.error().stack ?? String(webError.error())));
    context.on("request", (request) => {
      const { protocol, origin: asked } = new URL(request.url());
      if (protocol.startsWith("http") && asked !== origin) add("foreign request", request.url());
    });
    context.on("response", (response) => {
      if (response.status() >= 400) add(`answer ${response.status()}`, response.url());
    });
  }

  /** From now on, problems that match are part of the test. */
  expect(pattern) {
    this.#expected.push(pattern);
  }

  /** What happened so far and was not expected. */
  unexpected() {
    return this.#found.filter((problem) => !this.#expected.some((pattern) => pattern.test(problem)));
  }
}
