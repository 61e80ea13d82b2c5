/* The grids of a cell, made quick: keys, a block pasted from a sheet, saving of each cell as it is left,
   undo of whole steps, news of others. Without this script the same form saves with one button. */
"use strict";

(() => {
  const form = document.querySelector("form[data-grid]");
  if (!form) return;

  const words = JSON.parse(form.dataset.words);
  const whole = "whole" in form.dataset; // every cell of a row stands there from the start
  const says = form.querySelector("[data-says]");
  const undoButton = form.querySelector("[data-undo]");
  const kept = drafts.of(form.dataset.account, form.dataset.save);
  const narrow = matchMedia("(max-width: 47.99em)");
  const NEWS = 10_000; // milliseconds

  const fill = (key, values = {}) =>
    words[key].replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");
  const clock = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return fill("clock", { h: two(now.getHours()), m: two(now.getMinutes()) });
  };
  const say = (key, values) => {
    says.textContent = fill(key, values);
  };
  const oneLine = (text) => text.normalize("NFC").split(/\s+/).filter(Boolean).join(" ");

  /* --- cells ------------------------------------------------------------------------------- */

  const rows = () => [...form.querySelectorAll("tr[data-row]")];
  const cellsOf = (row) => [...row.querySelectorAll("td.e")];
  const rowOf = (cell) => cell.closest("tr");
  const fieldOf = (cell) => cell.querySelector("textarea, input[type=checkbox]");
  const baseOf = (cell) => cell.querySelector("input[type=hidden]");
  const isBound = (cell) => whole || /\.d\d+$/.test(cell.dataset.c);
  const isLocked = (cell) => !baseOf(cell);
  const read = (cell) => {
    const field = fieldOf(cell);
    return field.type === "checkbox" ? (field.checked ? "1" : "") : field.value;
  };
  const write = (cell, text) => {
    const field = fieldOf(cell);
    if (field.type === "checkbox") field.checked = Boolean(text);
    else field.value = text;
    if (picked && field === document.activeElement) field.select?.(); // typing still replaces it
    fit(field);
  };
  const isDirty = (cell) => !isLocked(cell) && oneLine(read(cell)) !== oneLine(baseOf(cell).value);
  const isFree = (cell) => !isBound(cell) && !isLocked(cell) && !oneLine(read(cell));

  const nameCell = (cell, name) => {
    cell.dataset.c = name;
    fieldOf(cell).name = `o.${name}`;
    baseOf(cell).name = `w.${name}`;
  };

  const note = (cell, html) => {
    let under = cell.querySelector(":scope > div");
    if (!html) {
      under?.remove();
      fieldOf(cell).removeAttribute("aria-describedby");
      return;
    }
    if (!under) {
      under = document.createElement("div");
      cell.append(under);
    }
    under.innerHTML = html; // made and escaped by the server
    under.id = `s.${cell.dataset.c}`;
    fieldOf(cell).setAttribute("aria-describedby", under.id);
  };

  const settle = (cell) => {
    delete cell.dataset.clash;
    fieldOf(cell).removeAttribute("aria-invalid");
    note(cell, cell.calm ?? "");
  };

  const fits = CSS.supports("field-sizing", "content");
  const fit = (field) => {
    if (fits || field.tagName !== "TEXTAREA") return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  };

  /* What is typed and not saved is kept by the browser, under the name the cell has now. */
  const remember = (cell) => {
    const name = cell.dataset.c;
    if (cell.draft && cell.draft !== name) kept.forget(cell.draft);
    if (isLocked(cell)) return;
    cell.draft = isDirty(cell) ? name : null;
    if (cell.draft) kept.keep(name, read(cell), baseOf(cell).value);
    else kept.forget(name);
  };

  /* A card shows what the plan asks, what is written, and one line more. */
  const trim = (row) => {
    if (whole) return;
    const cells = cellsOf(row);
    const written = cells.reduce((last, cell, at) => (read(cell) ? at + 1 : last), 0);
    const shown = Math.max(Number(row.dataset.least), written + 1);
    cells.forEach((cell, at) => {
      const spare = at >= shown && !cell.contains(document.activeElement);
      cell.style.display = narrow.matches && spare ? "none" : "";
    });
  };

  const addColumn = () => {
    const head = form.querySelector("thead tr");
    const number = cellsOf(rows()[0]).length + 1;
    const title = document.createElement("th");
    title.setAttribute("role", "columnheader");
    title.scope = "col";
    title.className = "spare";
    title.textContent = fill("column", { n: number });
    for (const last of head.querySelectorAll(".spare")) last.classList.remove("spare");
    head.insertBefore(title, head.lastElementChild);
    for (const row of rows()) {
      const cells = cellsOf(row);
      const cell = (cells.find(baseOf) ?? cells[0]).cloneNode(true);
      cell.querySelector(":scope > div")?.remove();
      delete cell.dataset.clash;
      cell.dataset.l = number;
      cell.dataset.c = `${row.dataset.row}.n${10 + number}`; // numbered anew with the row
      const field = fieldOf(cell);
      field.value = "";
      for (const name of ["aria-invalid", "aria-describedby", "placeholder"]) field.removeAttribute(name);
      field.setAttribute("aria-label", fill("label", { what: row.dataset.who, n: number }));
      if (baseOf(cell)) {
        baseOf(cell).value = "";
        nameCell(cell, cell.dataset.c);
      }
      row.insertBefore(cell, row.querySelector("td.state"));
      trim(row);
    }
  };

  /* --- saving ------------------------------------------------------------------------------ */

  const waiting = new Set();
  let busy = null;
  let troubled = false;
  let leaving = false;

  const tell = (row, text) => {
    const state = row.querySelector("td.state");
    let line = state.querySelector("[data-saved]");
    if (!line) {
      line = document.createElement("span");
      line.className = "now";
      line.dataset.saved = "";
      state.append(line);
    }
    line.textContent = text;
  };

  const unsaved = () => rows().flatMap(cellsOf).filter(isDirty);

  const queue = (row) => {
    cellsOf(row).forEach(remember);
    if (!cellsOf(row).some((cell) => isDirty(cell) && !cell.dataset.clash)) return;
    waiting.add(row);
    tell(row, fill("saving"));
    pump();
  };

  const pump = async () => {
    if (busy || !waiting.size) return;
    const row = waiting.values().next().value;
    waiting.delete(row);
    const sent = cellsOf(row)
      .filter((cell) => isDirty(cell) && !cell.dataset.clash)
      .map((cell) => ({ cell, name: cell.dataset.c, text: read(cell), base: baseOf(cell).value }));
    if (sent.length) {
      busy = row;
      say("saving");
      await send(row, sent);
      busy = null;
    }
    if (!troubled) pump();
  };

  const send = async (row, sent) => {
    const fields = sent.flatMap(({ name, text, base }) => [[`o.${name}`, text], [`w.${name}`, base]]);
    const answer = await post(form.dataset.save, fields);
    if (answer.data) {
      troubled = false;
      keep(row, sent, answer.data);
      return;
    }
    const again = answer.trouble !== "refused";
    if (again) waiting.add(row);
    troubled = again;
    tell(row, fill("unsaved"));
    say(answer.trouble, { at: clock(), n: unsaved().length });
  };

  /* Answers {data}, or {trouble}: offline and signedOut are tried again, refused is not. */
  const post = async (url, fields, again = true) => {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    for (const name of ["csrfmiddlewaretoken", "ly-do"]) {
      const field = form.elements.namedItem(name);
      if (field) body.append(name, field.value);
    }
    let response;
    try {
      response = await fetch(url, { method: "POST", body, keepalive: true });
    } catch {
      return { trouble: "offline" };
    }
    if (response.redirected) return { trouble: "signedOut" };
    if (response.ok) return { data: await response.json() };
    if (response.status === 403 && again && (await freshToken())) return post(url, fields, false);
    return { trouble: response.status >= 500 ? "offline" : "refused" };
  };

  /* Who signed in again elsewhere has another token. */
  const freshToken = async () => {
    try {
      const page = await fetch(location.href);
      const text = await page.text();
      const found = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(text);
      const same = text.includes(`data-account="${form.dataset.account}"`);
      if (page.redirected || !found || !same) return false;
      form.elements.namedItem("csrfmiddlewaretoken").value = found[1];
      return true;
    } catch {
      return false;
    }
  };

  const keep = (row, sent, data) => {
    const now = data.rows[row.dataset.row];
    for (const { cell, name, text } of sent) {
      if (name in data.kept) {
        const stands = now?.cells.find((one) => one.name === data.kept[name]);
        const same = read(cell) === text;
        baseOf(cell).value = stands ? stands.text : data.kept[name] ? text : "";
        if (same) write(cell, baseOf(cell).value);
        nameCell(cell, data.kept[name] || `${row.dataset.row}.n0`);
        settle(cell);
      }
      const fault = data.faults[name];
      if (fault) {
        fieldOf(cell).setAttribute("aria-invalid", "true");
        note(cell, fault.note);
        if (fault.theirs !== null) cell.dataset.clash = JSON.stringify([fault.theirs, fault.beside]);
      }
    }
    for (const cell of cellsOf(row)) adopt(cell, sent, data, now);
    if (now) stand(row, now);
    cellsOf(row).forEach(remember);
    const faults = Object.keys(data.faults).length;
    tell(row, faults ? "" : fill("savedShort", { at: data.at }));
    if (faults) say("faults", { n: faults });
    else say("saved", { at: data.at });
  };

  /* What our own save wrote beside what was sent, as the day of a first result, is no one else's. */
  const adopt = (cell, sent, data, now) => {
    const name = cell.dataset.c;
    if (!(name in data.kept) || sent.some((one) => one.cell === cell) || isLocked(cell)) return;
    const clean = !isDirty(cell);
    baseOf(cell).value = now?.cells.find((one) => one.name === name)?.text ?? "";
    if (clean) write(cell, baseOf(cell).value);
  };

  /* The row as it stands on the server; what is being typed is left as it is. */
  const stand = (row, now) => {
    const line = row.querySelector("[data-saved]")?.textContent;
    row.querySelector("td.state").innerHTML = now.state; // made and escaped by the server
    if (line) tell(row, line);
    row.dataset.mark = now.mark;
    const left = new Map(now.cells.map((cell) => [cell.name, cell]));
    for (const cell of cellsOf(row).filter(isBound)) {
      const found = left.get(cell.dataset.c);
      left.delete(cell.dataset.c);
      if (found) show(cell, found);
      else if (!isLocked(cell) && !isDirty(cell)) empty(row, cell);
    }
    if (!whole) place(row, [...left.values()], now.next);
    trim(row);
  };

  const show = (cell, found) => {
    cell.calm = found.note;
    if (isLocked(cell)) {
      write(cell, found.text);
    } else if (!isDirty(cell) || oneLine(read(cell)) === oneLine(found.text)) {
      baseOf(cell).value = found.text;
      if (read(cell) !== found.text) write(cell, found.text);
      settle(cell);
      if (found.locked) fieldOf(cell).readOnly = true;
    }
  };

  const empty = (row, cell) => {
    write(cell, "");
    baseOf(cell).value = "";
    cell.calm = "";
    nameCell(cell, `${row.dataset.row}.n0`);
    settle(cell);
  };

  const place = (row, found, next) => {
    for (const one of found) {
      const isIdle = (cell) => isFree(cell) && !cell.contains(document.activeElement);
      if (!cellsOf(row).some(isIdle)) addColumn();
      const cell = cellsOf(row).find(isIdle);
      if (!cell) return; // a row that can only be read
      nameCell(cell, one.name);
      baseOf(cell).value = one.text;
      write(cell, one.text);
      cell.calm = one.note;
      settle(cell);
    }
    if (cellsOf(row).every(isBound)) addColumn();
    const free = cellsOf(row).filter((cell) => !isBound(cell) && !isLocked(cell));
    free.forEach((cell, at) => nameCell(cell, `${row.dataset.row}.n${next + at}`));
  };

  const news = async () => {
    if (waiting.size) pump();
    if (document.hidden || busy) return;
    try {
      const asked = await fetch(form.dataset.news);
      if (asked.redirected || !asked.ok) return;
      const { marks } = await asked.json();
      const changed = rows().filter(
        (row) => row !== busy && (marks[row.dataset.row] ?? "") !== row.dataset.mark,
      );
      if (!changed.length) return;
      const keys = changed.map((row) => row.dataset.row).join(",");
      const answer = await fetch(`${form.dataset.news}&hang=${keys}`);
      const found = (await answer.json()).rows;
      for (const row of changed) {
        const now = found[row.dataset.row];
        if (row === busy || (now && now.mark === row.dataset.mark)) continue;
        if (now) stand(row, now);
        else row.dataset.mark = ""; // the row is gone, as that of a deed confirmed meanwhile
        tell(row, fill("others"));
      }
    } catch {
      /* no connection: the next round asks again */
    }
  };

  /* --- steps and their undoing ------------------------------------------------------------- */

  const steps = [];
  let entered = null; // the cell one is in, and what stood there on entering

  const step = (changes) => {
    if (!changes.length) return;
    steps.push(changes);
    undoButton.hidden = false;
  };

  const undo = () => {
    const changes = steps.pop();
    undoButton.hidden = !steps.length;
    if (!changes) return say("undoNone");
    const live = changes.filter(({ cell, after }) => read(cell) === after && !isLocked(cell));
    for (const { cell, before } of live) write(cell, before);
    say(live.length ? "undone" : "undoLate");
    for (const row of new Set(live.map(({ cell }) => rowOf(cell)))) queue(row);
    if (live.length) go(live[0].cell);
  };

  const leave = () => {
    if (!entered) return;
    const { cell, before } = entered;
    entered = null;
    if (read(cell) !== before) step([{ cell, before, after: read(cell) }]);
    queue(rowOf(cell));
    trim(rowOf(cell));
  };

  /* Save the cell and stay in it. */
  const stay = (cell) => {
    leave();
    entered = { cell, before: read(cell) };
  };

  /* --- moving ------------------------------------------------------------------------------ */

  let picked = false; // the cell is picked as a whole: arrows move, typing replaces
  let began = 0; // the column in which a run of Tab began
  let byTab = false;
  let byPointer = false;

  const go = (cell) => {
    if (!cell) return;
    cell.style.display = "";
    const field = fieldOf(cell);
    field.focus();
    field.scrollIntoView({ block: "nearest" });
  };

  const at = (cell) => {
    const every = rows();
    const row = rowOf(cell);
    return { every, y: every.indexOf(row), cells: cellsOf(row), x: cellsOf(row).indexOf(cell) };
  };

  const move = (cell, dx, dy) => {
    const { every, y, cells, x } = at(cell);
    const row = dy ? every[y + dy] : null;
    if (dy) go(row && cellsOf(row)[Math.min(x, cellsOf(row).length - 1)]);
    else go(cells[x + dx]);
  };

  const enter = (cell, back) => {
    const { every, y, cells, x } = at(cell);
    if (!narrow.matches) {
      const row = every[y + (back ? -1 : 1)];
      return row ? go(cellsOf(row)[Math.min(began, cellsOf(row).length - 1)]) : stay(cell);
    }
    const least = whole ? cells.length : Number(rowOf(cell).dataset.least);
    if (!back && x + 1 < least && (whole || read(cell))) return go(cells[x + 1]);
    const ahead = back ? every.slice(0, y).reverse() : every.slice(y + 1);
    const row = ahead.find((one) => cellsOf(one).some((other) => !isLocked(other)));
    if (!row) return stay(cell);
    const open = cellsOf(row).filter((one) => !isLocked(one));
    return go(open.find((one) => !read(one)) ?? open[0]);
  };

  const arrow = (event, cell) => {
    const field = event.target;
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const free = picked || field.type === "checkbox" || field.readOnly;
    const caret = field.selectionStart === field.selectionEnd ? field.selectionStart : -1;
    if (!free && caret !== (dx + dy < 0 ? 0 : field.value.length)) return;
    event.preventDefault();
    move(cell, dx, dy);
  };

  const fillDown = (cell) => {
    const { every, y, x } = at(cell);
    const above = every[y - 1] && cellsOf(every[y - 1])[x];
    if (!above || isLocked(cell) || read(above) === read(cell)) return;
    write(cell, read(above));
    stay(cell);
  };

  const restore = (cell) => {
    if (isLocked(cell)) return;
    if (cell.dataset.clash) choose(cell, false);
    write(cell, baseOf(cell).value);
    settle(cell);
    remember(cell);
    if (entered) entered.before = read(cell);
  };

  form.addEventListener("keydown", (event) => {
    const cell = event.target.closest?.("td.e");
    if (!cell || event.target !== fieldOf(cell) || event.isComposing || event.keyCode === 229) return;
    const ctrl = event.ctrlKey || event.metaKey;
    byTab = event.key === "Tab";
    if (event.key.startsWith("Arrow") && !ctrl && !event.shiftKey && !event.altKey) {
      arrow(event, cell);
    } else if (event.key === "Enter" && !ctrl && !event.altKey) {
      event.preventDefault();
      enter(cell, event.shiftKey);
    } else if (event.key === "Escape") {
      restore(cell);
    } else if (event.key === "F2") {
      picked = false;
      event.target.setSelectionRange?.(event.target.value.length, event.target.value.length);
    } else if (ctrl && event.key.toLowerCase() === "d") {
      event.preventDefault();
      fillDown(cell);
    } else if (ctrl && !event.shiftKey && event.key.toLowerCase() === "z") {
      if (entered && read(cell) !== entered.before) return; // the browser takes back what was typed
      event.preventDefault();
      undo();
    }
  });

  /* Keyboards of phones that do not say which key it was. */
  form.addEventListener("beforeinput", (event) => {
    const cell = event.target.closest?.("td.e");
    if (!cell || !["insertLineBreak", "insertParagraph"].includes(event.inputType)) return;
    event.preventDefault();
    enter(cell, false);
  });

  form.addEventListener("input", (event) => {
    const cell = event.target.closest?.("td.e");
    if (!cell) return;
    picked = false;
    remember(cell);
    fit(event.target);
    trim(rowOf(cell));
  });

  form.addEventListener("pointerdown", () => {
    byPointer = true;
  });

  form.addEventListener("focusin", (event) => {
    const cell = event.target.closest?.("td.e");
    if (!cell || event.target !== fieldOf(cell)) return;
    entered = { cell, before: read(cell) };
    picked = !byPointer;
    if (!byTab) began = at(cell).x;
    if (picked) event.target.select?.();
    byTab = false;
    byPointer = false;
  });

  form.addEventListener("focusout", (event) => {
    if (event.target.closest?.("td.e") && event.target === fieldOf(event.target.closest("td.e"))) leave();
  });

  form.addEventListener("change", (event) => {
    if (event.target.type !== "checkbox") return;
    stay(event.target.closest("td.e"));
  });

  /* --- two in one cell --------------------------------------------------------------------- */

  const choose = (cell, mine) => {
    const [theirs, beside] = JSON.parse(cell.dataset.clash);
    const row = rowOf(cell);
    delete cell.dataset.clash;
    if (beside || !theirs) {
      if (!mine) write(cell, "");
      if (!theirs) nameCell(cell, `${row.dataset.row}.n0`); // the deed is gone: write it anew
      baseOf(cell).value = "";
    } else {
      if (!mine) write(cell, theirs);
      baseOf(cell).value = theirs;
    }
    settle(cell);
    queue(row);
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const cell = button?.closest("td.e");
    if (button === undoButton && button) undo();
    if (cell && "resave" in button.dataset) {
      settle(cell);
      queue(rowOf(cell));
      go(cell);
    }
    if (!cell || button.name !== "giu" || !cell.dataset.clash) return;
    event.preventDefault();
    choose(cell, button.value.startsWith("toi:"));
    go(cell);
  });

  /* --- a block from a sheet ---------------------------------------------------------------- */

  form.addEventListener("paste", (event) => {
    const cell = event.target.closest?.("td.e");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const isList = /^\s*(?:việc\s+)?1\s*[.)\-/:]\s*\S[^]*\s2\s*[.)\-/:]/iu.test(text);
    if (whole || !cell || !(isList || /[\t\n]/.test(text.trim()))) return;
    event.preventDefault();
    spreadOut(cell, text);
  });

  const spreadOut = async (cell, text) => {
    const { data } = await post(form.dataset.paste, [["dan", text]]);
    if (!data) return say("pasteFailed");
    const changes = [];
    const over = data.keys.length ? byName(data, changes) : byPlace(cell, data, changes);
    step(changes);
    if (entered) entered.before = read(entered.cell);
    const touched = new Set(changes.map((change) => rowOf(change.cell)));
    for (const row of touched) {
      trim(row);
      queue(row);
    }
    say("pasted", { n: changes.length });
    if (data.left.length) says.textContent += ` ${fill("left", { what: data.left.join(", ") })}`;
    if (over) says.textContent += ` ${fill("tooLong", { n: over })}`;
  };

  const put = (row, x, text, changes) => {
    while (cellsOf(row).length <= x) addColumn();
    const cell = cellsOf(row)[x];
    if (isLocked(cell) || read(cell) === text) return;
    changes.push({ cell, before: read(cell), after: text });
    write(cell, text);
  };

  const byPlace = (cell, data, changes) => {
    const { every, y, x } = at(cell);
    data.rows.forEach((pasted, down) => {
      let right = x;
      for (const deeds of every[y + down] ? pasted : []) {
        for (const deed of deeds) put(every[y + down], right++, deed, changes);
        if (!deeds.length) right++;
      }
    });
    return Math.max(0, y + data.rows.length - every.length);
  };

  /* Rows that go by name add to what stands there, and never the same twice. */
  const byName = (data, changes) => {
    data.keys.forEach((key, number) => {
      const row = rows().find((one) => one.dataset.row === key);
      for (const deed of row ? data.rows[number].flat() : []) {
        const cells = cellsOf(row);
        const known = cells.some((one) => oneLine(read(one)).toLowerCase() === oneLine(deed).toLowerCase());
        const free = cells.findIndex(isFree);
        if (!known) put(row, free < 0 ? cells.length : free, deed, changes);
      }
    });
    return 0;
  };

  /* --- what was typed before the page was lost ---------------------------------------------- */

  const placeFor = (name) => {
    const row = rows().find((one) => one.dataset.row === name.split(".")[0]);
    const found = row && cellsOf(row).find((cell) => cell.dataset.c === name);
    if (whole || !row || (found && (isBound(found) || isFree(found)))) return found;
    if (!cellsOf(row).some(isFree)) addColumn();
    return cellsOf(row).find(isFree);
  };

  const bringBack = ({ name, text, base }) => {
    kept.forget(name);
    const cell = placeFor(name);
    if (!cell || isLocked(cell)) return false;
    const others = isBound(cell) ? [cell] : cellsOf(rowOf(cell));
    if (others.some((one) => oneLine(read(one)) === oneLine(text))) return false; // it was saved
    write(cell, text);
    if (isBound(cell)) baseOf(cell).value = base; // who wrote there meanwhile is asked about
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn s mt1";
    button.dataset.resave = "";
    button.textContent = fill("resave");
    note(cell, " ");
    cell.querySelector(":scope > div").replaceChildren(button);
    remember(cell);
    trim(rowOf(cell));
    return true;
  };

  /* --- the page ---------------------------------------------------------------------------- */

  form.addEventListener("submit", (event) => {
    if (event.submitter?.value === "luu") {
      event.preventDefault();
      leave();
      rows().forEach(queue);
      if (!unsaved().length) say("saved", { at: clock() });
      return;
    }
    leaving = true;
  });

  addEventListener("beforeunload", (event) => {
    const lost = waiting.size || unsaved().some((cell) => rowOf(cell) !== busy);
    if (lost && !leaving) event.preventDefault();
  });
  addEventListener("online", () => {
    troubled = false;
    pump();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && entered) queue(rowOf(entered.cell));
  });
  narrow.addEventListener("change", () => rows().forEach(trim));
  setInterval(() => {
    troubled = false;
    news();
  }, NEWS);

  for (const row of rows()) {
    for (const cell of cellsOf(row)) {
      fieldOf(cell).setAttribute("enterkeyhint", "next");
      cell.calm = fieldOf(cell).hasAttribute("aria-invalid")
        ? ""
        : (cell.querySelector(":scope > div")?.innerHTML ?? "");
      fit(fieldOf(cell));
    }
    trim(row);
  }

  const found = kept.all().filter(bringBack).length;
  unsaved().forEach(remember);
  if (found) say("brought", { n: found });
})();
