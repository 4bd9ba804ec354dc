// The page of questions: an editor, the engine, rows, and a text that rows light up.
"use strict";

(() => {
  const page = document.querySelector("[data-asking]");
  if (!page) return;
  const { make, count } = kgbuild;
  const sources = JSON.parse(document.querySelector("[data-sources]").textContent);
  const form = page.querySelector("[data-ask]");
  const area = form.querySelector("textarea");
  const told = form.querySelector("[data-told]");
  const place = page.querySelector("[data-answer]");
  const csv = form.querySelector("[data-csv]");
  const select = form.querySelector("[name=question]");
  const parameters = form.querySelector("[data-parameters]");
  const panel = page.querySelector("[data-text]");
  const choice = page.querySelector("[data-choose]");
  const asked = page.querySelector("[data-asked]");
  const endpoint = document.body.dataset.endpoint;
  let editor = { get: () => area.value, set: (text) => { area.value = text; }, focus: () => area.focus() };
  let lit = new Map();
  let shown = [];

  // ── The editor ───────────────────────────────────────────────────────────────────────────────
  kgbuild.load("assets/editor.js").then(() => {
    const host = make("div", { class: "editor" });
    area.parentElement.append(host);
    editor = kgbuild.editor(host, area, () => form.requestSubmit());
    area.hidden = true;
  }).catch(() => {});

  // ── Questions and their parameters ───────────────────────────────────────────────────────────
  const pick = (id, values = {}) => {
    const section = document.getElementById(id);
    if (!section) return false;
    select.value = id;
    editor.set(section.querySelector("[data-query]").textContent);
    parameters.replaceChildren(...[...section.querySelectorAll("[data-parameter]")].map((item) => {
      const { parameter, said } = item.dataset;
      const box = make("input", { name: `value-${parameter}`, "data-kind": said.split(/\W/)[0], autocomplete: "off" });
      box.value = values[parameter] ?? "";
      return make("label", {}, `${parameter}: ${said}`, box);
    }));
    return true;
  };
  const escaped = (text) => `"${text.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r")}"`;
  // Which articles are asked: what a page leaves out it says (see `run`).
  const graphs = () => (asked?.value === "one" ? [choice.value] : sources.graphs);
  // A value as kgbuild query takes it: a text, a day, or the id or IRI of a thing.
  const term = async (value, kind) => {
    if (kind === "text") return escaped(value);
    if (kind === "day") return `${escaped(value)}^^<http://www.w3.org/2001/XMLSchema#date>`;
    if (/^https?:[^\s<>"{}|\\^`]*$/.test(value)) return `<${value}>`;
    const query = `SELECT DISTINCT ?s WHERE { ?s ?p ?o FILTER(isIRI(?s) && STRENDS(STR(?s), ${escaped(`/${value}`)})) }`;
    const found = JSON.parse((await ask(query)).rows).results.bindings.map((row) => row.s.value);
    if (found.length !== 1) throw new Error(found.length ? `“${value}” is the id of ${found.length} things` : `nothing has the id “${value}”`);
    return `<${found[0]}>`;
  };
  // The query with its parameters bound by VALUES, and short names for what it does not declare.
  const bound = async () => {
    const values = {};
    for (const box of parameters.querySelectorAll("input")) {
      if (box.value.trim()) values[box.name.slice(6)] = await term(box.value.trim(), box.dataset.kind);
    }
    return withValues(editor.get(), values);
  };
  // A query has one VALUES clause at its end (SPARQL 1.1 §10.2.2): all values in one row.
  const withValues = (query, values) => {
    const names = Object.keys(values);
    if (!names.length) return query;
    return `${query}\nVALUES (${names.map((n) => `?${n}`).join(" ")}) { (${Object.values(values).join(" ")}) }`;
  };
  const declared = (query) => {
    const own = new Set([...query.matchAll(/\bPREFIX\s+([\w.-]*):/gi)].map((match) => match[1]));
    const missing = Object.entries(sources.prefixes).filter(([name]) => !own.has(name) && query.includes(`${name}:`));
    return missing.map(([name, iri]) => `PREFIX ${name}: <${iri}> `).join("") + query;
  };
  const remote = async (query) => {
    const answer = await fetch(endpoint, {
      method: "POST",
      headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, application/n-triples;q=0.9" },
      body: query,
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return (answer.headers.get("Content-Type") ?? "").includes("sparql-results") ? { rows: text } : { graph: text };
  };
  const ask = (query) => {
    const whole = declared(query);
    return endpoint ? remote(whole) : kgbuild.ask(graphs(), whole, (said) => { told.textContent = said; });
  };
  kgbuild.answer = ask;
  Object.assign(kgbuild, { term, withValues });

  // ── Answers ──────────────────────────────────────────────────────────────────────────────────
  const text = () => kgbuild.texts[choice?.value ?? sources.graphs[0]];
  const where = (iri) => Object.values(kgbuild.texts).map((t) => t.where[iri]).find(Boolean);
  const labels = async (rows) => {
    const iris = [...new Set(rows.flatMap((row) => Object.values(row).filter((t) => t.type === "uri").map((t) => t.value)))];
    const known = {};
    for (let n = 0; n < iris.length && n < 3000; n += 500) {
      const some = iris.slice(n, n + 500).map((iri) => `<${iri}>`).join(" ");
      const query = `SELECT ?s ?l WHERE { VALUES ?s { ${some} } ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l }`;
      for (const { s, l } of JSON.parse((await ask(query)).rows).results.bindings) known[s.value] ??= l.value;
    }
    return known;
  };
  const compact = (iri) => {
    const [name, base] = Object.entries(sources.prefixes).find(([, space]) => iri.startsWith(space)) ?? [];
    return base ? `${name}:${iri.slice(base.length)}` : iri;
  };
  const cell = (value, known) => {
    if (!value) return make("td");
    if (value.type !== "uri") return make("td", value.value.length > 40 ? { class: "long" } : {}, make("bdi", {}, value.value));
    const label = make("bdi", {}, known[value.value] ?? compact(value.value));
    const address = where(value.value);
    return make("td", { title: value.value, ...(label.textContent.length > 40 ? { class: "long" } : {}) }, address ? make("a", { href: kgbuild.single ? address : `${kgbuild.root}/${address}` }, label) : label);
  };
  const table = async ({ head, results }) => {
    const names = head.vars ?? [];
    const rows = results.bindings;
    const known = await labels(rows);
    shown = [names, ...rows.map((row) => names.map((name) => row[name]?.value ?? ""))];
    csv.hidden = false;
    const body = make("tbody", {}, ...rows.map((row) => {
      const line = make("tr", { tabindex: "0" }, ...names.map((name) => cell(row[name], known)));
      const iris = Object.values(row).filter((t) => t.type === "uri").map((t) => t.value);
      const start = () => glow(line, iris);
      line.addEventListener("focus", start);
      line.addEventListener("mouseenter", start);
      return line;
    }));
    const heads = make("thead", {}, make("tr", {}, ...names.map((name) => make("th", { scope: "col" }, name))));
    return make("table", { class: "results" }, make("caption", {}, count(rows.length, "row")), heads, body);
  };
  const show = async (answer) => {
    csv.hidden = true;
    if (answer.graph !== undefined) return make("pre", { class: "query", tabindex: "0" }, answer.graph);
    const found = JSON.parse(answer.rows);
    if ("boolean" in found) return make("p", { class: "says" }, found.boolean ? "Yes." : "No.");
    return table(found);
  };
  const run = async () => {
    told.className = "";
    told.textContent = "asking …";
    try {
      place.replaceChildren(await show(await ask(await bound())));
      const alone = asked?.value === "one" ? `, in “${choice.selectedOptions[0].textContent}” alone` : "";
      told.textContent = (place.querySelector("caption")?.textContent ?? "answered") + alone;
    } catch (error) {
      told.className = "wrong";
      told.textContent = String(error.message ?? error);
    }
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); run(); });
  csv.addEventListener("click", () => kgbuild.save("answer.csv", "text/csv", kgbuild.csv(shown)));
  select.addEventListener("change", () => { if (pick(select.value)) run(); });
  for (const button of document.querySelectorAll("[data-run]")) {
    button.addEventListener("click", () => { pick(button.dataset.run); form.scrollIntoView(); run(); });
  }

  // ── The text ─────────────────────────────────────────────────────────────────────────────────
  const write = async () => {
    const name = choice?.value ?? sources.graphs[0];
    if (!name) return;
    await kgbuild.load(`data/${name}.text.js`);
    const { pieces, language } = text();
    lit = new Map();
    const article = make("div", { class: "text", dir: "auto", lang: language });
    article.style.whiteSpace = "pre-wrap";
    for (const [characters, , things] of pieces) {
      const piece = things.length ? make("mark", { class: "dim" }, characters) : document.createTextNode(characters);
      for (const thing of things) {
        if (!lit.has(thing)) lit.set(thing, []);
        lit.get(thing).push(piece);
      }
      article.append(piece);
    }
    panel.replaceChildren(article);
  };
  const glow = (row, iris) => {
    for (const on of document.querySelectorAll(".results tr.lit, [data-text] mark.lit")) on.classList.remove("lit");
    row.classList.add("lit");
    // A claim lights up its own words; without one, who passes it on, a passage, a voice or a source
    // lights up the claims that it stands for, and anything else the places that name it.
    const { things, claims, also } = text() ?? { things: [], claims: 0, also: {} };
    const named = iris.map((iri) => things.indexOf(iri)).filter((n) => n >= 0);
    const own = named.filter((n) => n < claims);
    const meant = own.length ? own : iris.flatMap((iri) => also[iri] ?? []);
    const found = meant.length ? meant : named;
    const marks = found.flatMap((thing) => lit.get(thing) ?? []);
    for (const mark of marks) mark.classList.add("lit");
    const first = marks.reduce((a, b) => (!a || a.compareDocumentPosition(b) & 2 ? b : a), null);
    if (!first) return;
    // To the middle of what can be seen of the panel: the page itself stays where it is.
    const aside = panel.parentElement;
    const { top, bottom } = aside.getBoundingClientRect();
    const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
    aside.scrollTop += first.getBoundingClientRect().top - middle;
  };
  choice?.addEventListener("change", write);

  // ── Arriving with a question: #question-chain&claim=IRI ──────────────────────────────────────
  const arrive = () => {
    const [id, ...pairs] = location.hash.slice(1).split("&");
    if (!id.startsWith("question-")) return;
    const values = Object.fromEntries(pairs.map((pair) => pair.split("=").map(decodeURIComponent)));
    if (pick(id, values)) { page.scrollIntoView(); run(); }
  };
  addEventListener("hashchange", arrive);
  kgbuild.written = write();
  kgbuild.load("assets/editor.js").catch(() => {}).then(arrive);
})();
