// The search box of the front page: who said what, and how sure they are.
"use strict";

(() => {
  const form = document.querySelector("[data-find]");
  if (!form) return;
  const { make, folded, count } = kgbuild;
  const box = form.querySelector("input");
  const list = form.querySelector("[data-found]");
  const told = form.querySelector("[data-found-told]");
  const MOST = 20;
  // Words of a question that say nothing about its subject.
  const idle = new Set("a an and are as at be by did do does for from has have how in is it its of on or say said says so that the their they this to was were what when where which who whom why with".split(" "));
  const haystacks = new WeakMap();

  const haystack = (entry) => {
    if (!haystacks.has(entry)) {
      haystacks.set(entry, {
        says: folded(entry.says),
        words: new Set(folded(entry.says).split(/[^\p{L}\p{N}]+/u)),
        rest: folded([entry.voice, entry.words, entry.in, ...(entry.through ?? [])].join(" ")),
      });
    }
    return haystacks.get(entry);
  };
  const score = (entry, words) => {
    const { says, words: whole, rest } = haystack(entry);
    let points = 0;
    let hits = 0;
    for (const word of words) {
      const stem = word.length > 5 ? word.slice(0, -2) : word;
      if (whole.has(word)) points += 5, hits += 1;
      else if (says.includes(word)) points += 4, hits += 1;
      else if (rest.includes(word)) points += 3, hits += 1;
      else if (says.includes(stem) || rest.includes(stem)) points += 2, hits += 1;
    }
    if (says.startsWith(words[0])) points += 3;
    return hits >= Math.max(1, Math.ceil(words.length * 0.6)) ? hits * 10 + points : 0;
  };
  const line = (entry) => {
    const says = make("p", { class: "says" }, make("a", { href: entry.href }, make("bdi", {}, entry.says)));
    if (!entry.code) return make("li", {}, says, make("p", { class: "small soft" }, entry.in));
    const who = make("p", {}, make("b", {}, make("bdi", {}, entry.voice)), ` ${entry.sure} `, make("span", { class: "code soft" }, entry.code));
    const heard = entry.through.length ? `heard through ${entry.through.join(", then ")}` : `in ${entry.in}`;
    const more = entry.against ? make("span", { class: "against" }, ` · contradicted ${entry.against === 1 ? "once" : `${entry.against} times`}`) : null;
    return make("li", {}, says, who, make("p", { class: "small soft" }, heard, more));
  };
  const find = async () => {
    await Promise.all((form.dataset.find || "").split(" ").filter(Boolean).map((name) => kgbuild.load(name)));
    const typed = folded(box.value).split(/[\s?!.,;:“”"]+/).filter(Boolean);
    const words = typed.filter((word) => !idle.has(word));
    const asked = words.length ? words : typed;
    if (!asked.length) { list.replaceChildren(); told.textContent = ""; return; }
    const found = kgbuild.entries
      .map((entry, order) => ({ entry, order, points: score(entry, asked) }))
      .filter((f) => f.points)
      .sort((a, b) => b.points - a.points || a.order - b.order);
    list.replaceChildren(...found.slice(0, MOST).map((f) => line(f.entry)));
    told.textContent = found.length
      ? `${count(found.length, "match").replace("matchs", "matches")}${found.length > MOST ? `, the ${MOST} nearest shown` : ""}`
      : "nothing found: try fewer words";
  };
  let waiting;
  box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(find, 120); });
  form.addEventListener("submit", (event) => { event.preventDefault(); find(); });
  if (box.value) find();
})();
