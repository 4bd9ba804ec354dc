// What every page can do with JavaScript; without it every page can be read all the same.
"use strict";

globalThis.kgbuild = {
  graphs: {},
  texts: {},
  entries: [],
  root: document.body.dataset.root,
  single: document.querySelector("section.page") !== null,
  loading: {},

  // Called by data files: the graph of an article in Turtle, its text in pieces, lines to search.
  graph(name, turtle) { this.graphs[name] = turtle; },
  text(name, pieces) { this.texts[name] = pieces; },
  found(lines) { this.entries.push(...lines); },

  // Runs a script of the site once. From disk nothing else can be loaded; a single file has it all.
  load(name) {
    if (this.single) return Promise.resolve();
    this.loading[name] ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = `${this.root}/${name}`;
      script.onload = () => done();
      script.onerror = () => failed(new Error(`${name} cannot be loaded`));
      document.head.append(script);
    });
    return this.loading[name];
  },

  // An element with attributes and children; texts stay texts.
  make(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children.filter((child) => child !== null));
    return made;
  },

  count(number, noun) { return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`; },

  // Words of a search, in a form that does not mind case, accents or width.
  folded(text) { return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase(); },

  // Rows as CSV (RFC 4180); what a spreadsheet would take for a formula gets a quote before it.
  csv(rows) {
    const cell = (text) => {
      const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
      return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    return rows.map((row) => `${row.map((text) => cell(text ?? "")).join(",")}\r\n`).join("");
  },

  // Gives the reader a file.
  save(name, type, text) {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = this.make("a", { href: address, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  },
};

(() => {
  const { make, count, folded } = kgbuild;
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  document.documentElement.classList.add("scripted");

  // ── Claims and their passages light each other up ────────────────────────────────────────────
  const marksOf = new Map();
  for (const mark of all("mark[data-claims]")) {
    for (const id of mark.dataset.claims.split(" ")) {
      if (!marksOf.has(id)) marksOf.set(id, []);
      marksOf.get(id).push(mark);
    }
  }
  let chosen = [];

  const light = (ids, on) => {
    for (const id of ids) {
      document.getElementById(id)?.classList.toggle("lit", on);
      for (const mark of marksOf.get(id) ?? []) mark.classList.toggle("lit", on);
    }
  };
  const choose = (ids) => {
    light(chosen, false);
    chosen = ids;
    light(chosen, true);
  };
  // Scrolls only the column of cards when it scrolls by itself, so that the text stays in place.
  const reveal = (card) => {
    const column = card.closest(".claims");
    if (column && getComputedStyle(column).overflowY === "auto") {
      column.scrollTop += card.getBoundingClientRect().top - column.getBoundingClientRect().top - 16;
    } else {
      card.scrollIntoView({ block: "start" });
    }
    card.focus({ preventScroll: true });
  };
  const idsAt = (target) => {
    const mark = target.closest?.("mark[data-claims]");
    if (mark) return mark.dataset.claims.split(" ");
    const card = target.closest?.("li.card");
    return card ? [card.id] : [];
  };
  for (const [event, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(event, ({ target }) => {
      const ids = idsAt(target).filter((id) => on || !chosen.includes(id));
      if (ids.length) light(ids, on);
    });
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("mark[data-claims] a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const id = decodeURIComponent(link.hash.slice(1));
    const card = document.getElementById(id);
    if (!card) return;
    event.preventDefault();
    if (card.hidden) clearFilters(card);
    history.pushState(null, "", link.hash);
    choose(link.closest("mark").dataset.claims.split(" "));
    reveal(card);
  });

  // ── Filters ──────────────────────────────────────────────────────────────────────────────────
  const words = new WeakMap();
  const wordsOf = (card) => {
    if (!words.has(card)) words.set(card, folded(all(".says, .who, blockquote", card).map((e) => e.textContent).join(" ")));
    return words.get(card);
  };
  const applyFilters = (form) => {
    const asked = Object.fromEntries(new FormData(form));
    const typed = folded(asked.words ?? "").split(/\s+/).filter(Boolean);
    const section = form.closest(".claims");
    const cards = all("li.card", section);
    const shown = new Set();
    for (const card of cards) {
      const facets = ["voice", "source", "certainty", "review"].every((n) => !asked[n] || card.dataset[n] === asked[n]);
      const policy = !asked.policy || card.dataset.policy.split(" ").includes(asked.policy);
      card.hidden = !(facets && policy && typed.every((word) => wordsOf(card).includes(word)));
      if (!card.hidden) shown.add(card.id);
    }
    for (const mark of all("mark[data-claims]", section.closest(".reading"))) {
      mark.classList.toggle("dim", !mark.dataset.claims.split(" ").some((id) => shown.has(id)));
    }
    const some = shown.size < cards.length;
    all("[data-shown]", section)[0].textContent = some
      ? `${shown.size} of ${count(cards.length, "claim")}, in the order of the text`
      : `${count(cards.length, "claim")}, in the order of the text`;
    for (const button of all(".exports .these", section)) button.hidden = !some;
  };
  const clearFilters = (card) => {
    const form = card.closest(".claims")?.querySelector("[data-filters]");
    if (form) { form.reset(); applyFilters(form); }
  };
  for (const form of all("[data-filters]")) {
    form.addEventListener("input", () => applyFilters(form));
    form.addEventListener("submit", (event) => event.preventDefault());
  }

  // ── What is shown, as files ──────────────────────────────────────────────────────────────────
  const rowsOf = (cards) => [
    ["claim", "voice", "certainty", "says", "source", "quotation"],
    ...cards.map((card) => [
      card.dataset.iri,
      all(".who a", card)[0].textContent,
      card.dataset.certainty,
      all(".says", card)[0].textContent,
      card.dataset.source,
      all("blockquote p", card).map((p) => p.textContent).join(" … "),
    ]),
  ];
  for (const place of all(".claims .exports")) {
    const name = place.dataset.name;
    const cards = () => all("li.card", place.closest(".claims")).filter((card) => !card.hidden);
    const graph = (format, ending, type) => async () => {
      const text = await kgbuild.describe(name, cards().map((card) => card.dataset.iri), format);
      kgbuild.save(`${name}-selection.${ending}`, type, text);
    };
    const saves = {
      "Turtle of these": graph("text/turtle", "ttl", "text/turtle"),
      "JSON-LD of these": graph("application/ld+json", "jsonld", "application/ld+json"),
      "CSV of these": () => kgbuild.save(`${name}-selection.csv`, "text/csv", kgbuild.csv(rowsOf(cards()))),
    };
    for (const [label, save] of Object.entries(saves)) {
      const button = make("button", { type: "button", class: "these" }, label);
      button.hidden = true;
      button.addEventListener("click", save);
      place.append(button);
    }
  }
  for (const table of all("main table")) {
    if (table.closest(".bars, details")) continue;
    const button = make("button", { type: "button", class: "small only-script" }, "CSV of this table");
    button.addEventListener("click", () => {
      const cells = (row) => all("th, td", row).filter((c) => c.closest("tr") === row);
      const rows = all("tr", table).filter((r) => !r.hidden);
      const text = (cell) => (cell.querySelector("a, bdi") ?? cell).textContent.trim().replace(/\s+/g, " ");
      kgbuild.save(`${document.body.dataset.page}.csv`, "text/csv", kgbuild.csv(rows.map((r) => cells(r).map(text))));
    });
    (table.closest(".scroll") ?? table).after(button);
  }

  // ── Arriving at an address ───────────────────────────────────────────────────────────────────
  const arrive = () => {
    const id = decodeURIComponent(location.hash.slice(1)).split("&")[0];
    const target = id ? document.getElementById(id) : null;
    if (kgbuild.single) {
      const pages = all("section.page");
      const now = target?.closest("section.page") ?? pages[0];
      for (const page of pages) page.classList.toggle("now", page === now);
      for (const link of all(".contents a")) {
        if (link.hash === `#${now.id}`) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      }
    }
    if (!target) return;
    for (const around of all("details")) if (around.contains(target)) around.open = true;
    if (target.matches("li.card")) {
      if (target.hidden) clearFilters(target);
      choose([target.id]);
      (marksOf.get(target.id) ?? [])[0]?.scrollIntoView({ block: "center", behavior: "instant" });
      reveal(target);
    } else if (target.matches("mark")) {
      choose(target.dataset.claims.split(" "));
      target.scrollIntoView({ block: "center" });
    } else if (kgbuild.single) {
      if (target.matches("section.page")) scrollTo(0, 0);
      else target.scrollIntoView({ block: "start" });
    }
  };
  addEventListener("hashchange", arrive);
  addEventListener("popstate", arrive);
  arrive();
  // The browser goes to the address by itself when all is loaded: after that, once more our way.
  addEventListener("load", () => setTimeout(arrive));
})();
