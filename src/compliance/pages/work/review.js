// Keys of a reviewer; without this file every button and link works. Letters act only outside fields.
const here = () => document.activeElement.closest(".answer") ?? document.querySelector(".answer.current") ?? document;
const within = (selector) => here().querySelector(selector);
const beside = (step) => {
  const links = [...document.querySelectorAll(".side .articles a")];
  const at = links.findIndex((link) => link.hasAttribute("aria-current"));
  links[at < 0 ? 0 : at + step]?.click();
};
const KEYS = {
  a: () => within("[data-accept]:enabled")?.click(),
  b: () => within("[data-return]")?.click(),
  m: () => within("[data-remark]")?.focus(),
  n: () => document.querySelector("[data-next]")?.click(),
  j: () => beside(1),
  k: () => beside(-1),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
  if (event.key in KEYS) { event.preventDefault(); KEYS[event.key](); }
});
const chosen = document.getElementById(decodeURIComponent(location.hash.slice(1))) ?? document.querySelector(".answer.current");
if (chosen?.matches(".answer")) chosen.focus({ preventScroll: !location.hash });
