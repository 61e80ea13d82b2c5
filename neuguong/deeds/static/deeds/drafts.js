/* Words of the grids that are not saved yet, kept by the browser: they outlive a crash or a reload, for
   half a day, for the account that typed them and no other; signing out forgets all of them. */
"use strict";

const drafts = (() => {
  const MARK = "neuguong.draft:";
  const LIFE = 12 * 3_600_000; // milliseconds

  /* A browser may refuse to keep anything; then nothing is kept and nothing else goes wrong. */
  const attempt = (act, otherwise) => {
    try {
      return act(globalThis.localStorage);
    } catch {
      return otherwise;
    }
  };

  const keys = () =>
    attempt((store) => Object.keys(store).filter((key) => key.startsWith(MARK)), []);
  const forget = (key) => attempt((store) => store.removeItem(key));
  const forgetAll = () => keys().forEach(forget);
  const read = (key) => attempt((store) => JSON.parse(store.getItem(key)), null);

  /* The drafts of one account in one grid. */
  const of = (account, grid) => {
    const start = `${MARK}${account}:${grid}:`;
    for (const key of keys()) {
      const draft = read(key);
      const old = !(draft?.at > Date.now() - LIFE);
      if (old || !key.startsWith(`${MARK}${account}:`)) forget(key);
    }
    return {
      keep: (name, text, base) =>
        attempt((store) =>
          store.setItem(start + name, JSON.stringify({ text, base, at: Date.now() })),
        ),
      forget: (name) => forget(start + name),
      all: () =>
        keys()
          .filter((key) => key.startsWith(start))
          .map((key) => ({ name: key.slice(start.length), ...read(key) }))
          .filter((draft) => typeof draft.text === "string"),
    };
  };

  if (document.currentScript && "forget" in document.currentScript.dataset) forgetAll();
  return { of };
})();
