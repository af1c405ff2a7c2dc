// A link to a page that asks first opens the same question in a dialog, if it is on this page.

for (const link of document.querySelectorAll("[data-ui-confirm]")) {
  const dialog = document.getElementById(link.dataset.uiConfirm);
  if (!dialog?.showModal) continue;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
  });
  dialog.querySelector("[data-ui-close]")?.addEventListener("click", () => dialog.close());
}
