// Buttons that copy the text of an element. They come hidden, since without this script they could do nothing.
const copy = async (source) => {
  try {
    await navigator.clipboard.writeText(source.innerText.trim());
    return true;
  } catch {
    // Pages served over plain http have no clipboard of their own; the older command copies what is selected.
    getSelection().selectAllChildren(source);
    return document.execCommand("copy");
  }
};

for (const button of document.querySelectorAll("button[data-copies]")) {
  const name = button.dataset.copies;
  const tells = document.querySelector(`[data-tells="${name}"]`);
  button.hidden = false;
  button.addEventListener("click", async () => {
    const isDone = await copy(document.getElementById(name));
    // Emptied first, so that a second copy is announced as well.
    tells.textContent = "";
    setTimeout(() => { tells.textContent = isDone ? button.dataset.done : button.dataset.failed; }, 50);
  });
}
