// Keys of a reviewer beside those of every working page; without this file every button and link works.
const here = () => document.activeElement.closest(".answer") ?? document.querySelector(".answer.current") ?? document;
const within = (selector) => here().querySelector(selector);
const KEYS = {
  a: () => within("[data-accept]:enabled")?.click(),
  b: () => within("[data-return]")?.click(),
  m: () => within("[data-remark]")?.focus(),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
  if (Object.hasOwn(KEYS, event.key)) { event.preventDefault(); KEYS[event.key](); }
});
const chosen = document.getElementById(decodeURIComponent(location.hash.slice(1))) ?? document.querySelector(".answer.current");
if (chosen?.matches(".answer")) chosen.focus({ preventScroll: !location.hash });
