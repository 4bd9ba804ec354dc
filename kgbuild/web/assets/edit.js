// Reviews: decides about claims, edits them, makes new ones from selected words. Every change goes to
// the server, which checks it against the article and the file as they are; nothing is kept here.
(() => {
  "use strict";
  const { make } = kgbuild;
  const { token, review } = document.currentScript.dataset;
  const root = document.body.dataset.root;
  const article = document.querySelector("article.text");
  const slug = /\/articles\/([^/]+)\//.exec(location.pathname)?.[1];
  if (document.body.dataset.page !== "read" || !article || !slug) return;

  const labels = {
    quote: "Words of the article", by: "Who says it", in: "In which source", mode: "How the words are given",
    factuality: "How sure the speaker is", says: "What is said, in one plain sentence", cue: "Words that hand over to the speaker",
    about: "About (ids, with commas)", stance: "Stance", said: "Said on (date)", note: "Note",
  };
  const unset = { by: "the article’s author", in: "the article itself", stance: "none" };
  const long = new Set(["quote", "says", "cue", "note"]);
  const required = new Set(["quote", "mode", "factuality", "says"]);
  const waits = 500;
  let state = null;

  // ── What the server says ────────────────────────────────────────────────────────────────────
  async function load() {
    const answer = await fetch(`${root}/edit/state.json?article=${encodeURIComponent(slug)}`, { cache: "no-store" });
    state = answer.ok ? await answer.json() : null;
  }

  async function send(verb, fields) {
    const answer = await fetch(`${root}/edit/${verb}`, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ token, file: state.file, base: state.base, ...fields }),
    });
    return { status: answer.status, data: await answer.json() };
  }

  // Waits until the pages are built from what was saved; tells what is wrong when they cannot be.
  async function rebuilt(notice) {
    for (;;) {
      await new Promise((done) => setTimeout(done, waits));
      const now = await (await fetch(`${root}/live.json`, { cache: "no-store" })).json();
      if (now.version !== state.version && now.ok) return location.reload();
      if (now.version !== state.version) {
        const undo = button("Undo", () => change("undo", {}, notice));
        notice.replaceChildren(
          make("p", {}, "It is saved, but the project has errors now: "), list(now.findings), make("p", { class: "actions" }, undo),
        );
        await load();
        return undo.focus();
      }
    }
  }

  // Sends a change and says in `notice` what came of it; true when it was saved.
  async function change(verb, fields, notice) {
    notice.replaceChildren(make("p", {}, "Saving …"));
    let answer;
    try {
      answer = await send(verb, fields);
    } catch {
      notice.replaceChildren(make("p", {}, "The server does not answer. Is it still running?"));
      return false;
    }
    const { status, data } = answer;
    if (status === 200) {
      state.version = data.version;
      notice.replaceChildren(make("p", {}, "Saved. The pages are being built …"));
      for (const one of document.querySelectorAll("[data-edits] button")) one.disabled = true;
      rebuilt(notice);
      return true;
    }
    if (status === 409 && data.diff !== undefined) conflict(verb, fields, data, notice);
    else if (status === 422) {
      notice.replaceChildren(
        make("p", {}, "Nothing was changed:"),
        list(data.findings.map((found) => `${found.message}${found.hint ? ` – ${found.hint}` : ""}`)),
      );
    } else notice.replaceChildren(make("p", {}, data.why ?? `The server answered ${status}.`));
    return false;
  }

  function conflict(verb, fields, data, notice) {
    const parts = [
      make("p", {}, "Somebody changed the file after you saw it. Nothing was done, and nothing is lost:"),
      make("pre", { class: "diff", tabindex: "0", role: "region", "aria-label": "What has changed since" }, data.diff),
    ];
    const actions = make("p", { class: "actions" });
    if (verb !== "undo" && !(fields.claim ?? "").includes("@")) {
      actions.append(button("Make my change in the file as it is now", () => {
        state.base = data.hashes[state.file];
        change(verb, fields, notice);
      }), " ");
    }
    actions.append(button("Leave it and show the page anew", () => location.reload()));
    notice.replaceChildren(...parts, actions);
    notice.querySelector("button").focus();
  }

  // ── Pieces ──────────────────────────────────────────────────────────────────────────────────
  function button(text, act, attributes = {}) {
    const made = make("button", { type: "button", ...attributes }, text);
    made.addEventListener("click", act);
    return made;
  }

  const list = (lines) => make("ul", { class: "findings" }, ...lines.map((line) => make("li", {}, line)));

  function field(key, value) {
    const choices = state.choices[key];
    let input;
    if (choices && key !== "about") {
      input = make("select", { name: key });
      if (!required.has(key)) input.append(make("option", { value: "" }, unset[key] ?? ""));
      for (const choice of choices) {
        const text = choice.name === choice.id ? choice.id : `${choice.name} (${choice.id})`;
        input.append(make("option", { value: choice.id }, text));
      }
      input.value = value;
    } else if (long.has(key)) {
      input = make("textarea", { name: key, rows: key === "cue" ? "1" : "3" });
      input.value = value;
    } else {
      input = make("input", { name: key, autocomplete: "off" });
      input.value = value;
    }
    input.required = required.has(key);
    return make("p", {}, make("label", {}, `${labels[key] ?? key} `, input));
  }

  // A form in a dialog; `act` gets the fields and where to say what came of them.
  function ask(title, keys, values, act) {
    const notice = make("div", { role: "alert" });
    const form = make("form", { method: "dialog" }, ...keys.map((key) => field(key, values[key] ?? "")));
    const dialog = make("dialog", { class: "edits", "aria-labelledby": "edits-title", "data-edits": "" });
    form.append(notice, make("p", { class: "actions" },
      make("button", { class: "main", type: "submit" }, "Save"), " ",
      button("Cancel", () => dialog.close())));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      act(Object.fromEntries(new FormData(form)), notice);
    });
    dialog.append(make("h2", { id: "edits-title" }, title), form);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    return form;
  }

  // ── New claims ──────────────────────────────────────────────────────────────────────────────
  // Offsets count code points; JavaScript's strings count UTF-16 units.
  const points = (text) => [...text].length;

  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!article.contains(range.startContainer) || !article.contains(range.endContainer)) return null;
    const before = document.createRange();
    before.setStart(article, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const text = range.toString();
    const quote = text.trim();
    if (!quote) return null;
    const start = points(before.toString()) + points(text.slice(0, text.indexOf(quote)));
    return { start, end: start + points(quote), quote };
  }

  // Where words stand that were typed or pasted: only when that is one place.
  function found(quote) {
    const text = article.textContent;
    const at = text.indexOf(quote);
    if (!quote || at < 0) return "These words are not in the article as they stand here.";
    if (text.indexOf(quote, at + 1) >= 0) return "These words stand there more than once: select them in the text, or give more words.";
    const start = points(text.slice(0, at));
    return { start, end: start + points(quote), quote };
  }

  function newClaim(place) {
    const keys = ["quote", "says", "by", "in", "mode", "factuality", "cue", "about", "stance", "said", "note"];
    const values = { quote: place?.quote ?? "", mode: "own-words", factuality: "CT+" };
    const form = ask("A new claim", keys, values, (fields, notice) => {
      const quote = fields.quote.trim();
      const where = place && quote === place.quote ? place : found(quote);
      if (typeof where === "string") return notice.replaceChildren(make("p", {}, where));
      return change("new", { ...fields, start: where.start, end: where.end, quote: where.quote }, notice);
    });
    (place ? form.elements.says : form.elements.quote).focus();
  }

  // ── What stands on the page ─────────────────────────────────────────────────────────────────
  function tools(card, claim) {
    const notice = make("div", { role: "status" });
    const decide = (text, decision) => button(text, () => change("review", { claim: claim.claim, state: decision }, notice));
    const now = card.dataset.review;
    const actions = make("p", { class: "actions" });
    if (now !== "accepted") actions.append(decide("Accept", "accepted"), " ");
    actions.append(decide("Reject", "rejected"), " ");
    if (now !== "needs-recheck") actions.append(decide("Look again later", "needs-recheck"), " ");
    actions.append(button("Edit", () => ask("Edit this claim", Object.keys(claim.fields), claim.fields,
      (fields, said) => change("claim", { claim: claim.claim, ...fields }, said))));
    card.append(make("div", { class: "tools", "data-edits": "" }, actions, notice));
  }

  function bar() {
    const notice = make("div", { role: "status" });
    const actions = make("p", { class: "actions" }, button("New claim", () => newClaim(null)), " ");
    if (state.last) actions.append(button(`Undo: ${state.last}`, () => change("undo", {}, notice)), " ");
    actions.append(make("a", { href: review }, "What waits for a decision"));
    document.querySelector("section.claims header").append(make("div", { class: "tools", "data-edits": "" }, actions, notice));
  }

  function offer() {
    const hovering = button("New claim from the selected words", () => newClaim(selected()), { class: "main" });
    const holder = make("div", { class: "offer", "data-edits": "", hidden: "" }, hovering);
    // A click would end the selection before it is read.
    holder.addEventListener("pointerdown", (event) => event.preventDefault());
    document.body.append(holder);
    document.addEventListener("selectionchange", () => {
      if (!holder.contains(document.activeElement)) holder.hidden = selected() === null;
    });
  }

  load().then(() => {
    if (!state) return;
    bar();
    offer();
    for (const card of document.querySelectorAll("li.card[data-iri]")) {
      const claim = state.claims[card.dataset.iri];
      if (claim) tools(card, claim);
    }
    document.documentElement.dataset.editable = "";
  });
})();
