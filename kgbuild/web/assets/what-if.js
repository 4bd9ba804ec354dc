// What falls without some sources: the rule of kgbuild/records/withdraw.py over the same numbers.
"use strict";

// The IRIs of fallen claims (those with words of their own), contents and relations.
// `gone` are indexes into data.sources. A claim stands while some chain from an article's text
// leads to it without passing through a source that is gone or printed in one that is.
kgbuild.fall = (data, gone) => {
  const withParts = (wanted) => {
    const found = new Set(wanted);
    for (let grown = true; grown;) {
      grown = false;
      data.sources.forEach(([, within], n) => {
        if (found.has(within) && !found.has(n)) { found.add(n); grown = true; }
      });
    }
    return found;
  };
  const indexes = data.sources.map((_, n) => n);
  const withdrawn = withParts(gone);
  const texts = withParts(indexes.filter((n) => data.sources[n][2]));
  const reported = new Set(data.claims.flatMap(([, , inner]) => inner));
  const reached = new Set();
  const edge = data.claims.flatMap(([, source], n) => (texts.has(source) && !reported.has(n) ? [n] : []));
  while (edge.length) {
    const n = edge.pop();
    const [, source, inner] = data.claims[n];
    if (reached.has(n) || withdrawn.has(source)) continue;
    reached.add(n);
    edge.push(...inner);
  }
  const fallen = (n) => n >= 0 && !reached.has(n);
  return {
    claims: data.claims.filter(([, , , says], n) => says && fallen(n)),
    contents: data.contents.filter(([, carrying]) => carrying.every(fallen)),
    relations: data.relations.filter(([, from, to]) => fallen(from) || fallen(to)),
  };
};

(() => {
  const { make, count } = kgbuild;
  for (const form of document.querySelectorAll("[data-what-if]")) {
    const place = document.querySelector(`[data-withdrawal="${CSS.escape(form.dataset.whatIf)}"]`);
    const data = JSON.parse(place.textContent);
    const list = form.querySelector("[data-fallen-list]");
    const section = (title, items) => items.length
      ? make("section", {}, make("h3", {}, title), make("ul", { class: "lines gone" }, ...items.map((item) => make("li", {}, make("bdi", {}, item)))))
      : "";
    const show = () => {
      const boxes = [...form.querySelectorAll("[name=source]")];
      const away = new Set(boxes.filter((box) => !box.checked).map((box) => box.value));
      const gone = data.sources.flatMap(([iri], n) => (away.has(iri) ? [n] : []));
      for (const box of boxes) box.closest("li").classList.toggle("gone", !box.checked);
      const fallen = kgbuild.fall(data, gone);
      const total = data.claims.filter(([, , , says]) => says).length;
      form.querySelector("[data-fallen]").textContent = gone.length
        ? `Without ${count(gone.length, "source")}: ${fallen.claims.length} of ${count(total, "claim")} fall, with ${count(fallen.contents.length, "thing")} that nobody else says and ${count(fallen.relations.length, "relation")}.`
        : "Everything stands.";
      list.replaceChildren(
        section(count(fallen.claims.length, "claim"), fallen.claims.map(([, , , says]) => says)),
        section("Things nobody else says", fallen.contents.map(([, , kind, label]) => `${kind}: ${label}`)),
        section("Relations between claims", fallen.relations.map(([, , , label]) => label)),
      );
    };
    form.addEventListener("change", show);
    form.addEventListener("reset", () => setTimeout(show));
    form.addEventListener("submit", (event) => event.preventDefault());
    show();
  }
})();
