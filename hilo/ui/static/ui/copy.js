// A button that copies what stands beside it; hidden where the browser cannot.

for (const button of document.querySelectorAll("[data-ui-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.uiCopy);
    button.querySelector("[role=status]").textContent = button.dataset.uiDone;
  });
}
