// The public face of the API: one class with promises over what WebAssembly answers.

/** What goes wrong: `code` is stable, `message` is for people, `path` is the place of what is wrong. */
export class GuildhallError extends Error {
  constructor(message, { code, path, findings, report, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "GuildhallError";
    this.code = code;
    if (path !== undefined) this.path = path;
    if (findings !== undefined) this.findings = findings;
    if (report !== undefined) this.report = report;
  }
}

function told(error) {
  if (error instanceof GuildhallError) return error;
  if (error?.name === "GuildhallError") return new GuildhallError(error.message, error);
  const message = "the program failed; reload, and report what led to it";
  return new GuildhallError(message, { code: "internal", cause: error });
}

function attempt(act) {
  try {
    return act();
  } catch (error) {
    throw told(error);
  }
}

async function attemptLater(act) {
  try {
    return await act();
  } catch (error) {
    throw told(error);
  }
}

/** An open hall. */
export class Hall {
  #core;

  constructor(core) {
    if (core?.constructor?.name !== "HallCore" && typeof core?.standing !== "function") {
      throw new GuildhallError("a hall is opened with `open`", { code: "bad-option" });
    }
    this.#core = core;
  }

  get member() { return attempt(() => this.#core.member()); }
  get community() { return attempt(() => this.#core.community()); }
  get storage() { return attempt(() => this.#core.storage()); }
  get problems() { return attempt(() => this.#core.problems()); }

  record(deeds) { return attemptLater(() => this.#core.record(deeds)); }
  feedback(item, kind) { return attemptLater(() => this.#core.feedback(item, kind)); }
  undo(event) { return attemptLater(() => this.#core.undo(event)); }

  standing(options) { return attemptLater(() => this.#core.standing(options)); }
  explain(options) { return attemptLater(() => this.#core.explain(options)); }
  benefits(options) { return attemptLater(() => this.#core.benefits(options)); }
  points(options) { return attemptLater(() => this.#core.points(options)); }
  card(options) { return attemptLater(() => this.#core.card(options)); }
  shelf(options) { return attemptLater(() => this.#core.shelf(options)); }
  glance(options) { return attemptLater(() => this.#core.glance(options)); }
  judge(condition) { return attemptLater(() => this.#core.judge(condition)); }
  related(item, options) { return attemptLater(() => this.#core.related(item, options)); }

  subscribe(callback) {
    let active = true;
    const heard = typeof callback === "function" ? (change) => { if (active) callback(change); } : callback;
    const number = attempt(() => this.#core.subscribe(heard));
    return () => {
      active = false;
      this.#core.unsubscribe(number);
    };
  }

  sync(options) { return attemptLater(() => this.#core.sync(options)); }
  pending() { return attemptLater(() => this.#core.pending()); }

  export() { return attemptLater(() => this.#core.exportEvents()); }
  import(file) { return attemptLater(() => this.#core.importEvents(file)); }
  erase() { return attemptLater(() => this.#core.erase()); }
  close() { attempt(() => this.#core.close()); }
}

/** Makes `open` from what starts the WebAssembly, which happens once. */
export function opener(start) {
  let started;
  return (options) =>
    attemptLater(async () => {
      started ??= start();
      let core;
      try {
        core = await started;
      } catch (cause) {
        // The next call tries again: the network may be back.
        started = undefined;
        const message = "the WebAssembly cannot be started; see that `guildhall_core_bg.wasm` lies beside the script and that "
          + "the page's security policy has `script-src 'wasm-unsafe-eval'`";
        throw new GuildhallError(message, { code: "wasm-unavailable", cause });
      }
      return new Hall(await core(options));
    });
}
