/* Passkeys: asks the browser's keeper of keys before a form is sent. A form says what is asked by
   data-passkey: "add" makes a new key, "ask" shows one, "enter" shows one without a name or password. */
"use strict";

(() => {
  const form = document.querySelector("form[data-passkey]");
  const keeper = globalThis.webauthnJSON;
  if (!form || !keeper) return;
  const field = form.querySelector("[name=credential]");
  const says = form.querySelector("[data-passkey-says]");
  const what = form.dataset.passkey;
  const given = () => JSON.parse(document.getElementById("hoi-khoa").textContent);

  const create = () => {
    const options = given().creation_options;
    const alone = form.querySelector("[name=passwordless]")?.checked ?? false;
    const wanted = options.publicKey.authenticatorSelection;
    wanted.residentKey = alone ? "required" : "discouraged";
    wanted.requireResidentKey = alone;
    if (alone) wanted.userVerification = "required";
    return keeper.create(options);
  };

  const enter = async () => {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return keeper.get((await answer.json()).request_options);
  };

  const ask = { add: create, ask: () => keeper.get(given().request_options), enter }[what];
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (says) says.hidden = true;
    try {
      field.value = JSON.stringify(await ask());
    } catch {
      if (says) says.hidden = false;
      return;
    }
    form.submit();
  });
})();
