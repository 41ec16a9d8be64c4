// Pages are complete without this file: it adds keys, arrows in tables, tips, switches and the search.
const typing = (el) => el.closest("textarea, select, [contenteditable]") || el.matches("input:not([type=radio], [type=checkbox])");

// Keys: `/` searches, Escape leaves the field
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { away(); if (typing(event.target)) event.target.blur(); }
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  (document.querySelector(".find input") ?? document.querySelector("#q")).focus();
  event.preventDefault();
});

// Tables of tiles: one stop for Tab, arrows inside
for (const grid of document.querySelectorAll("[data-grid]")) {
  const rows = [...grid.querySelectorAll("tbody tr")].map((tr) => [...tr.querySelectorAll(".t")]).filter((row) => row.length);
  const tiles = rows.flat();
  tiles.forEach((tile, i) => { tile.tabIndex = i ? -1 : 0; });
  grid.addEventListener("keydown", (event) => {
    const y = rows.findIndex((row) => row.includes(event.target)), x = rows[y]?.indexOf(event.target);
    const move = { ArrowRight: [y, x + 1], ArrowLeft: [y, x - 1], ArrowDown: [y + 1, x], ArrowUp: [y - 1, x], Home: [y, 0], End: [y, 999] }[event.key];
    if (y < 0 || !move || event.ctrlKey || event.altKey || event.metaKey) return;
    const row = rows[move[0]], to = row?.[Math.max(0, Math.min(move[1], row.length - 1))];
    if (!to) return;
    tiles.forEach((tile) => { tile.tabIndex = tile === to ? 0 : -1; });
    to.focus();
    event.preventDefault();
  });
}

// Tips say what the page says elsewhere too
const tip = Object.assign(document.createElement("div"), { className: "tip", hidden: true });
document.body.append(tip);
function away() { tip.hidden = true; }
function place(mark) {
  const [head, ...rest] = (mark.dataset.tip ?? mark.ariaLabel.replace(": ", " | ")).split(" | "), bold = document.createElement("b");
  bold.textContent = head;
  tip.replaceChildren(bold, rest.join(" · "));
  tip.hidden = false;
  const box = mark.getBoundingClientRect(), y = box.top - tip.offsetHeight - 6;
  const x = Math.min(box.right + 8, document.documentElement.clientWidth - tip.offsetWidth - 8);
  tip.style.left = `${scrollX + Math.max(8, x)}px`;
  tip.style.top = `${scrollY + (y < 4 ? box.bottom + 8 : y)}px`;
}
for (const mark of document.querySelectorAll("[data-tip], a.t")) {
  for (const kind of ["mouseenter", "focus"]) mark.addEventListener(kind, () => place(mark));
  for (const kind of ["mouseleave", "blur"]) mark.addEventListener(kind, away);
}

// Switches: what is chosen stands in the address, so that it can be sent on
const state = new URLSearchParams(location.search);
for (const tabs of document.querySelectorAll("[data-switch]")) {
  const target = document.querySelectorAll(tabs.dataset.switch), names = [...tabs.children].map((button) => button.dataset.to);
  const choose = (to) => {
    if (!names.includes(to)) return;
    for (const button of tabs.children) button.setAttribute("aria-pressed", button.dataset.to === to);
    for (const each of target) { each.classList.remove(...names); each.classList.add(to); }
  };
  tabs.hidden = false;
  choose(state.get("show"));
  tabs.addEventListener("click", (event) => {
    const to = event.target.dataset.to;
    if (!to) return;
    choose(to);
    history.replaceState(null, "", `?show=${encodeURIComponent(to)}${location.hash}`);
  });
}

// Search: the index is fetched when the field is first used; every word has to begin a word of the entry
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const words = (text) => plain(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const box = document.querySelector("[data-search]");
if (box) {
  const field = document.querySelector(".find input"), said = document.querySelector("[data-said]"), list = document.querySelector(".hits");
  let index;
  const fetched = () => index ??= fetch(box.dataset.search).then((answer) => answer.json()).then((rows) => rows.map(([to, kind, title, text]) => ({ to, kind, title, text, heads: words(title), rest: words(text) })));
  const worth = (entry, wanted) => {
    let sum = 0;
    for (const word of wanted) {
      const exact = entry.heads.includes(word), head = exact || entry.heads.some((each) => each.startsWith(word));
      if (!head && !entry.rest.some((each) => each.startsWith(word))) return 0;
      sum += exact ? 4 : head ? 3 : 1;
    }
    return sum;
  };
  const marked = (text, wanted) => text.split(/([\p{L}\p{N}]+)/u).map((part) => {
    if (!wanted.some((word) => plain(part).startsWith(word))) return part;
    return Object.assign(document.createElement("mark"), { textContent: part });
  });
  const hit = (entry, wanted) => {
    const li = document.createElement("li"), a = document.createElement("a"), kind = document.createElement("span"), text = document.createElement("p");
    a.href = box.dataset.root + entry.to;
    a.append(...marked(entry.title, wanted));
    kind.className = "note";
    kind.textContent = ` ${entry.kind}`;
    text.className = "small";
    text.append(...marked(entry.text, wanted));
    li.append(a, kind, text);
    return li;
  };
  const search = async () => {
    const wanted = words(field.value), rows = wanted.length ? await fetched() : [];
    const hits = rows.map((entry) => [worth(entry, wanted), entry]).filter(([sum]) => sum).sort((a, b) => b[0] - a[0]).map(([, entry]) => entry);
    list.replaceChildren(...hits.slice(0, 50).map((entry) => hit(entry, wanted)));
    list.hidden = !hits.length;
    said.textContent = !wanted.length ? "" : hits.length ? said.dataset.found.replace("%s", hits.length) : said.dataset.none;
    history.replaceState(null, "", field.value ? `?q=${encodeURIComponent(field.value)}` : location.pathname);
  };
  field.value = state.get("q") ?? "";
  field.addEventListener("input", search);
  field.form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  if (field.value) search();
}
