/* Saves a meeting while it goes on: some moments after a field is left, the whole sheet, as its button
   would. Without this script, or without a network, the same form saves with one button. */
"use strict";

(() => {
  const form = document.querySelector("form[data-keep]");
  if (!form) return;

  const says = form.querySelector("[data-says]");
  const version = form.querySelector("[data-version]");
  const WAIT = 1_200; // milliseconds
  let timer = 0;
  let isSaving = false;
  let isDirty = false;

  const say = (text) => {
    says.textContent = text;
  };

  const save = async () => {
    if (isSaving) {
      isDirty = true;
      return;
    }
    isSaving = true;
    isDirty = false;
    const data = new FormData(form);
    data.set("lam", "tu-dong");
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, redirect: "error" });
      const told = await answer.json();
      if (told.version !== undefined) version.value = told.version;
      say(told.said);
    } catch {
      say(form.dataset.offline);
    }
    isSaving = false;
    if (isDirty) save();
  };

  form.addEventListener("change", () => {
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
})();
