/* The back office by keyboard, by ear, and with nothing lost: names for what Django's widgets leave unnamed, shortcuts,
   and a copy in this browser of what is typed into a long form until it is saved. Everything works without it. */
(() => {
  "use strict";
  const KEPT = "draft:";
  const words = document.getElementById("ways")?.dataset;
  const form = document.querySelector(".change-form form[id$=_form]");

  /* --- Names --- */
  function name(root) {
    for (const select of root.querySelectorAll("select.admin-autocomplete")) {
      const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
      const text = select.getAttribute("aria-label") || label?.textContent.trim().replace(/\s*:$/, "");
      const box = select.nextElementSibling;
      if (!text || !box?.classList.contains("select2")) continue;
      for (const part of box.querySelectorAll(".select2-selection, [role=textbox], .select2-search__field")) {
        part.removeAttribute("aria-labelledby");
        part.setAttribute("aria-label", text);
      }
      box.querySelector("ul.select2-selection__rendered")?.setAttribute("role", "presentation");
    }
    for (const head of root.querySelectorAll("thead th")) {
      if (!head.textContent.trim()) head.append(hidden(words?.row || "#"));
    }
  }

  function hidden(text) {
    const span = document.createElement("span");
    span.className = "visually-hidden";
    span.textContent = text;
    return span;
  }

  /* --- Shortcuts: Ctrl+S saves, / searches --- */
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s" && form) {
      event.preventDefault();
      (form.querySelector("[name=_continue]") || form.querySelector("[type=submit]"))?.click();
    } else if (event.key === "/" && !typing && !event.ctrlKey && !event.altKey) {
      const search = document.getElementById("searchbar");
      if (search) {
        event.preventDefault();
        search.focus();
      }
    }
  });

  /* --- What the register has of that name already, while one types the name of a new record --- */
  function lookForTwins(field) {
    const list = document.createElement("ul");
    const told = document.createElement("div");
    list.className = "similar";
    told.setAttribute("role", "status");
    told.append(list);
    field.closest(".form-row")?.append(told);
    let waiting;
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        const answer = field.value.length > 4 && (await fetch(`../similar/?q=${encodeURIComponent(field.value)}`));
        const found = answer && answer.ok ? (await answer.json()).found : [];
        list.replaceChildren(...(found.length ? [item(words.similar)] : []), ...found.map((one) => item(one.name, one.url)));
      }, 400);
    });
  }

  function item(text, url) {
    const line = document.createElement("li");
    const part = document.createElement(url ? "a" : "span");
    if (url) Object.assign(part, { href: url, target: "_blank" });
    part.textContent = text;
    line.append(part);
    return line;
  }

  /* --- What was typed and not saved --- */
  const key = KEPT + location.pathname;

  function typed() {
    const values = {};
    for (const field of form.elements) {
      if (!field.name || field.name.startsWith("_") || field.name.includes("__prefix__")) continue;
      if (["hidden", "file", "submit", "button", "password"].includes(field.type) && !/_FORMS$/.test(field.name)) continue;
      if (field.type === "checkbox" || field.type === "radio") values[field.name] = field.checked;
      else if (field.tagName === "SELECT") values[field.name] = [...field.selectedOptions].map((o) => [o.value, o.text]);
      else values[field.name] = field.value;
    }
    return values;
  }

  function give(values) {
    for (const [field, total] of Object.entries(values).filter(([field]) => field.endsWith("-TOTAL_FORMS"))) {
      const group = document.getElementById(`${field.replace("-TOTAL_FORMS", "")}-group`);
      for (let tries = 0; group && Number(form.elements[field]?.value) < Number(total) && tries < 50; tries += 1) {
        group.querySelector(".add-row a")?.click();
      }
    }
    for (const [field, value] of Object.entries(values)) {
      const element = form.elements[field];
      if (!element || /_FORMS$/.test(field)) continue;
      if (element.type === "checkbox") element.checked = value;
      else if (element.tagName === "SELECT") {
        for (const option of element.options) option.selected = false;
        for (const [chosen, text] of value) {
          const known = [...element.options].find((option) => option.value === chosen);
          if (known) known.selected = true;
          else element.append(new Option(text, chosen, true, true));
        }
        element.dispatchEvent(new Event("change", { bubbles: true }));
      } else element.value = value;
    }
  }

  function offer(values) {
    const note = document.createElement("p");
    note.className = "nothing kept";
    note.setAttribute("role", "status");
    note.append(words.kept, " ");
    for (const [text, act] of [[words.restore, () => give(values)], [words.discard, () => localStorage.removeItem(key)]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = text;
      button.addEventListener("click", () => {
        act();
        note.remove();
      });
      note.append(button, " ");
    }
    form.prepend(note);
  }

  function keep() {
    const opened = JSON.stringify(typed());
    const kept = localStorage.getItem(key);
    if (kept && kept !== opened && !document.querySelector(".errornote")) offer(JSON.parse(kept));
    let waiting;
    const write = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        const now = JSON.stringify(typed());
        if (now === opened) localStorage.removeItem(key);
        else localStorage.setItem(key, now);
      }, 800);
    };
    // The boxes that complete tell jQuery of a choice, not the browser.
    if (window.django?.jQuery) window.django.jQuery(form).on("input change", write);
    else ["input", "change"].forEach((event) => form.addEventListener(event, write));
    form.addEventListener("submit", () => {
      clearTimeout(waiting);
      sessionStorage.setItem("sent", key);
    });
  }

  function forget() {
    const sent = sessionStorage.getItem("sent");
    if (sent && document.querySelector(".messagelist .success")) localStorage.removeItem(sent);
    sessionStorage.removeItem("sent");
    if (document.body.classList.contains("login")) {
      Object.keys(localStorage).filter((kept) => kept.startsWith(KEPT)).forEach((kept) => localStorage.removeItem(kept));
    }
  }

  window.addEventListener("load", () => {
    forget();
    // Django draws its boxes when jQuery is ready, which on long pages may be later than this.
    (window.django?.jQuery || ((act) => act()))(() => name(document));
    document.addEventListener("formset:added", (event) => setTimeout(() => name(event.target), 0));
    if (form && words) keep();
    if (form && words && /\/add\/$/.test(location.pathname) && words.similar) {
      form.querySelectorAll("#id_title_fr, #id_name_fr, #id_title_ar, #id_name_ar").forEach(lookForTwins);
    }
  });
})();
