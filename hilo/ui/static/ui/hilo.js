// On every page: menus close when one turns elsewhere, and the first thing to read has the focus.

const drops = document.querySelectorAll("[data-ui-drop]");

function closeAllBut(kept) {
  for (const drop of drops) if (drop !== kept) drop.open = false;
}

document.addEventListener("click", (event) => closeAllBut(event.target.closest("[data-ui-drop]")));
document.addEventListener("focusin", (event) => closeAllBut(event.target.closest("[data-ui-drop]")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = [...drops].find((drop) => drop.open);
  closeAllBut(null);
  open?.querySelector("summary").focus();
});

document.querySelector("[data-ui-first]")?.focus();
