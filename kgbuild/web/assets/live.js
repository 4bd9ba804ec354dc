// Says when the project has changed since this page was made, and what is wrong with it now.
(() => {
  "use strict";
  const root = document.body.dataset.root || ".";
  const every = 2000;
  let version = null;
  let bar = null;

  function tell(text, lines, reload) {
    bar?.remove();
    bar = document.createElement("section");
    bar.className = "news";
    bar.setAttribute("role", "status");
    const said = document.createElement("p");
    said.textContent = `${text} `;
    if (reload) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Show it";
      button.addEventListener("click", () => location.reload());
      said.append(button);
    }
    bar.append(said);
    if (lines.length) {
      const list = document.createElement("ul");
      for (const line of lines) {
        const item = document.createElement("li");
        item.textContent = line;
        list.append(item);
      }
      bar.append(list);
    }
    document.querySelector("main").prepend(bar);
  }

  async function look() {
    if (document.hidden) return;
    let state;
    try {
      const answer = await fetch(`${root}/live.json`, { cache: "no-store" });
      if (!answer.ok) return;
      state = await answer.json();
    } catch {
      return; // the server has been stopped: the page can still be read
    }
    const key = JSON.stringify(state);
    if (version === null && state.ok) version = key;
    if (key === version) return;
    version = key;
    if (state.ok) tell("The project has changed.", [], true);
    else tell("The project has errors. What you see is from before them.", state.findings, false);
  }

  look();
  setInterval(look, every);
})();
