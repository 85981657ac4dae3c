// Suggestions under a search box (data-suggest holds their address): an ARIA combobox over a list of links.
for (const box of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("ul");
  list.id = `${box.id}-suggestions`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.labels[0]?.textContent ?? "");
  list.hidden = true;
  box.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) box.setAttribute(name, value);
  let timer, asked = "", chosen = -1;

  const options = () => [...list.children];
  const show = (open) => {
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  };
  const choose = (index) => {
    chosen = index;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    if (index >= 0) box.setAttribute("aria-activedescendant", options()[index].id);
    else box.removeAttribute("aria-activedescendant");
  };
  const fill = (found) => {
    list.replaceChildren(...found.map(({ pieces, kind, address }, at) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${at}`;
      option.setAttribute("role", "option");
      const said = document.createElement("bdi"), quiet = document.createElement("span");
      said.append(...pieces.map(([piece, answers]) => {
        if (!answers) return piece;
        const mark = document.createElement("mark");
        mark.textContent = piece;
        return mark;
      }));
      quiet.textContent = kind;
      option.append(said, " ", quiet);
      option.addEventListener("mousedown", (event) => { event.preventDefault(); location.assign(address); });
      option.dataset.address = address;
      return option;
    }));
    show(found.length > 0);
  };
  const ask = async () => {
    const typed = (asked = box.value.trim());
    if (typed.length < 2) return show(false);
    const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(typed)}`).catch(() => null);
    if (answer?.ok && typed === asked) fill((await answer.json()).suggestions);
  };
  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
  box.addEventListener("blur", () => show(false));
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const count = options().length;
    if (event.key === "ArrowDown") choose(chosen + 1 < count ? chosen + 1 : -1);
    else if (event.key === "ArrowUp") choose(chosen >= 0 ? chosen - 1 : count - 1);
    else if (event.key === "Escape") show(false);
    else if (event.key === "Enter" && chosen >= 0) location.assign(options()[chosen].dataset.address);
    else return;
    event.preventDefault();
  });
}
