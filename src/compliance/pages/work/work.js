// Everything works without this: it adds keys, drafts, and what is seen while typing.
const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const ticks = (el) => /radio|checkbox/.test(el.type);
const typing = (el) => /^(textarea|select|input)$/i.test(el.tagName) && !ticks(el);
const store = sessionStorage;
const clock = () => new Date().toTimeString().slice(0, 5);
const put = (el, text) => { if (el) el.textContent = text; };
const dialog = one("#keys"), form = one("form[data-draft]"), words = one("[data-words]")?.dataset;

// Keys: single letters act only outside fields
const beside = (list, step) => {
  const links = all(list);
  links[links.findIndex((a) => a.hasAttribute("aria-current")) + step]?.click();
};
const choose = (radio) => {
  if (!radio) return;
  radio.checked = true;
  radio.focus();
  radio.dispatchEvent(new Event("input", { bubbles: true }));
};
const between = () => {
  const now = one("input[name='a.rating']:checked")?.value, two = all("[data-between] input").filter((r) => r.value.split(", ").length === 2);
  choose(two.find((r) => r.value.endsWith(`, ${now}`)) ?? two.find((r) => r.value.startsWith(`${now}, `)) ?? two[0]);
};
const provision = () => {
  const act = all("[data-row] input[name$='.act']").find((field) => !field.value);
  if (act) act.focus(); else one("[data-add]")?.click();
};
const letters = {
  "?": () => dialog?.showModal(), "/": () => one("#q")?.focus(), f: () => one("#word")?.focus(), r: between,
  n: () => one("[data-next]")?.click(), p: () => beside(".strip a", -1), j: () => beside(".side ol a", 1), k: () => beside(".side ol a", -1),
};
addEventListener("keydown", (event) => {
  const control = event.ctrlKey || event.metaKey, { key } = event;
  let deed;
  if (control && form && key === "Enter") deed = () => one("[data-save]").click();
  else if (control && form && key === "s") deed = () => one("[data-stay]").click();
  else if (event.altKey && form && key.toLowerCase() === "a") deed = provision;
  else if (event.altKey && form && key.toLowerCase() === "g") deed = () => document.getElementById("a.gap")?.focus();
  else if (key === "Escape" && typing(event.target)) deed = () => event.target.blur();
  else if (control || event.altKey || typing(event.target) || dialog?.open) return;
  else if (/^[0-9]$/.test(key)) deed = form && (() => choose(one(`[data-press="${key}"]`)));
  else if (/^[A-D]$/.test(key)) deed = form && (() => choose(one(`[data-grade="${key}"]`)));
  else if (Object.hasOwn(letters, key)) deed = letters[key];
  if (deed) { event.preventDefault(); deed(); }
});

// Several documents in one field: what stands before the last comma stays
const names = all("#documents option").map((option) => option.value);
addEventListener("input", ({ target }) => {
  if (target.getAttribute("list") !== "documents") return;
  const before = target.value.slice(0, target.value.lastIndexOf(",") + 1);
  all("#documents option").forEach((option, n) => { option.value = before ? `${before} ${names[n]}` : names[n]; });
});

if (form) {
  const { draft, done, effect, unsaved } = form.dataset, key = `draft:${draft}`, state = one("[data-say]"), base = form.elements.base.value;
  const fields = () => [...new FormData(form)].filter(([name, value]) => !["base", "c", "then", "row"].includes(name) && typeof value === "string");
  const text = () => JSON.stringify(fields());
  let clean = text(), sending = false, timer;
  const dirty = () => text() !== clean;
  const say = () => {
    put(state, dirty() ? words.unsaved : words.saved);
    if (dirty()) store.setItem(key, JSON.stringify({ at: clock(), base, fields: fields() }));
    else store.removeItem(key);
  };
  // What the server saved needs no draft
  const sent = store.getItem("sent");
  if (sent && done) store.removeItem(sent);
  store.removeItem("sent");
  if (unsaved === "") clean = "";
  const found = unsaved === "" ? null : JSON.parse(store.getItem(key)), banner = one("[data-draft-found]");
  if (found) {
    put(one("b", banner), words.draftOf.replace("{}", found.at));
    put(one("span > span", banner), found.base === base ? words.same : words.other);
    banner.hidden = false;
    const [use, drop] = all("button", banner);
    use.addEventListener("click", () => { fill(found); banner.hidden = true; say(); look(); });
    drop.addEventListener("click", () => { store.removeItem(key); banner.hidden = true; });
  } else say();
  function fill(was) {
    form.elements.base.value = was.base;
    while (was.fields.some(([name]) => name === `b.${all("[data-row]").length}.act`)) add();
    for (const field of all("input", form)) if (ticks(field)) field.checked = false;
    for (const [name, value] of was.fields) for (const field of all(`[name="${CSS.escape(name)}"]`, form)) {
      if (!ticks(field)) { if (field.type !== "hidden") field.value = value; } else if (field.value === value) field.checked = true;
    }
  }
  function add() {
    const last = all("[data-row]").at(-1), n = last.dataset.row, row = last.cloneNode(true), m = +n + 1;
    row.dataset.row = m;
    for (const el of all("*", row)) for (const { name, value } of [...el.attributes]) el.setAttribute(name, value.replaceAll(`b.${n}.`, `b.${m}.`));
    for (const el of all("input, textarea, select", row)) if (ticks(el)) el.checked = false; else el.value = "";
    last.after(row);
    return row;
  }
  one("[data-add]").addEventListener("click", (event) => { event.preventDefault(); one("input:not([type=hidden])", add()).focus(); });

  // Where scores would stand, and what is wrong; nothing is written
  const span = (side) => side?.text ?? "–";
  async function look() {
    try {
      const answer = await fetch(effect, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      one("[data-offline]").hidden = true;
      if (!answer.ok) return;
      const { score, quotes, problems } = await answer.json(), list = one("[data-lacks]");
      const lines = Object.entries(problems).map(([name, texts]) => [name, texts.join(" ")]);
      for (const [row, there] of Object.entries(quotes)) lines.push([`b.${row}.quote`, there ? words.there : words.missing]);
      list.replaceChildren(...lines.map(([name, text]) => {
        const li = document.createElement("li");
        li.append(Object.assign(document.createElement("a"), { href: `#${name || "answer"}`, textContent: text }));
        return li;
      }));
      list.parentElement.hidden = !lines.length;
      if (!score.convention) return;
      const { before, after } = score.convention, bar = one(".effect + svg .now");
      put(one("[data-why]"), "");
      put(one("[data-whole]"), span(after));
      put(one(".effect b"), span(before) === span(after) ? words.unchanged : words.was.replace("{}", span(before)));
      put(one("[data-article]"), words.moved.replace("{1}", span(score.article.after)).replace("{2}", span(score.article.before)));
      if (bar && after) { bar.setAttribute("x", `${after.low}%`); bar.setAttribute("width", `${Math.max(after.high - after.low, 1)}%`); }
    } catch {
      put(one("[data-offline] b"), words.off.replace("{}", clock()));
      one("[data-offline]").hidden = false;
    }
  }
  one("[data-check]").addEventListener("click", (event) => { event.preventDefault(); look(); });
  form.addEventListener("input", () => { say(); clearTimeout(timer); timer = setTimeout(look, 500); });
  form.addEventListener("submit", () => { sending = true; store.setItem("sent", key); setTimeout(() => { sending = false; }, 5000); });
  addEventListener("beforeunload", (event) => { if (dirty() && !sending) event.preventDefault(); });
  one("#errors, #conflicts")?.focus();
}

// Who else is there, and whether the answer changed
const here = one("[data-here]");
if (here) setInterval(async () => {
  try {
    const { here: names, changed } = await (await fetch("/work/presence", { method: "POST", body: new URLSearchParams(here.dataset.at) })).json();
    put(here, names.join(" · "));
    put(one("[data-stale] b"), changed);
    one("[data-stale]").hidden = !changed;
  } catch { /* the next sign tells */ }
}, 30000);
